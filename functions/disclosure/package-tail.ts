import type { ScratchFile } from '../retrieval/scratch-file.ts';
import { canonicalJson, sha256Hex } from '../shared/canonical-json.ts';
import { type Bytes, lengthInArchive, writeFileInto, zipFile } from './archive-writer.ts';
import { bagDescription, PayloadManifests, tagManifests } from './bag.ts';
import { byPath } from './by-path.ts';
import { DraftFile } from './draft-file.ts';
import { envelope } from './envelope.ts';
import type { FoundParts } from './found.ts';
import { eachChunk } from './kept-bytes.ts';
import type { PackageDocument } from './package-document.ts';
import { type PackageEntry, type PackedFile, textEntry } from './package-entry.ts';
import { PayloadCount } from './payload.ts';
import type { Predicate } from './predicate.schema.ts';
import { type Origin, predicateOf } from './predicate.ts';
import { readMe } from './read-me.ts';
import { statementOf } from './statement.ts';
import { centralHeader, endRecords } from './zip-headers.ts';

/** What a package is made with, beside what was found. */
export type Making = { origin: Origin; publicKeyPem: string; documents: readonly PackageDocument[] };

/** All of a package that stands behind its payload. */
export type PackageTail = {
  statement: string;
  statementSha256: string;
  /** Writes it. The same signature always makes the same bytes. */
  write(write: Bytes, signed: { keyid: string; sig: string }): Promise<void>;
};

/** Name of the folder that an archive has. */
export const baseOf = (demandId: string): string => `disclosure-${demandId}`;

/** Makes the files beside the payload, in bounded memory, and the statement that names every byte of the package. */
export async function packageTail(
  found: FoundParts,
  packed: AsyncIterable<PackedFile> | Iterable<PackedFile>,
  { origin, publicKeyPem, documents, scratch }: Making & { scratch: ScratchFile },
): Promise<PackageTail> {
  const base = baseOf(found.record.id);
  const [count, lists] = [new PayloadCount(), new PayloadManifests(scratch)];
  const directory = new DirectoryDraft(base, scratch);
  for await (const file of packed) {
    count.add(file);
    await lists.add(file);
    await directory.add(file);
  }
  const [manifests, ofPayload] = [await lists.finish(), await directory.finish()];
  const predicate = predicateOf(found, origin, { files: count.files, bytes: count.bytes });
  const tags = [
    ...manifests,
    ...bagDescription(predicate),
    ...metadata(predicate),
    textEntry('README.txt', readMe(predicate)),
    textEntry('signing-key.pem', publicKeyPem),
  ];
  const payload = count.payload(manifests);
  for (const { path, make } of documents) {
    const bytes = await make(predicate, payload);
    if (bytes) tags.push(textEntry(path, bytes));
  }
  const statement = statementOf(tags, predicate);
  return {
    statement,
    statementSha256: sha256Hex(statement),
    write: (write, signed) => {
      const all = [...tags, textEntry('statement.dsse.json', envelope(statement, signed))];
      return writeTail([...all, ...tagManifests(all)].sort(byPath), { base, ofPayload, write });
    },
  };
}

type Written = { base: string; ofPayload: PayloadDirectory; write: Bytes };

async function writeTail(tags: readonly PackageEntry[], { base, ofPayload, write }: Written): Promise<void> {
  for (const tag of tags) await writeFileInto(write, base, tag);
  await eachChunk(ofPayload.headers.content, write);
  let { offset } = ofPayload;
  let { size } = ofPayload.headers;
  for (const tag of tags) {
    const file = zipFile(base, tag);
    const header = centralHeader(file, offset);
    await write(header);
    offset += lengthInArchive(file);
    size += header.byteLength;
  }
  await write(endRecords({ files: ofPayload.files + tags.length, offset, size }));
}

/** What the directory says of the payload, and where in the archive the payload ends. */
type PayloadDirectory = { headers: PackageEntry; files: number; offset: number };

class DirectoryDraft {
  readonly #base: string;
  readonly #draft: DraftFile;
  #files = 0;
  #offset = 0;

  constructor(base: string, scratch: ScratchFile) {
    this.#base = base;
    this.#draft = new DraftFile('', scratch);
  }

  async add(packed: PackedFile): Promise<void> {
    const file = zipFile(this.#base, packed);
    const busy = this.#draft.write(centralHeader(file, this.#offset));
    if (busy) await busy;
    this.#files += 1;
    this.#offset += lengthInArchive(file);
  }

  async finish(): Promise<PayloadDirectory> {
    return { headers: await this.#draft.finish(), files: this.#files, offset: this.#offset };
  }
}

/** What the statement says too, for people and programs that want one thing of it. */
const metadata = ({ demandId, round, scope, determination, ledger, custody }: Predicate): PackageEntry[] => [
  textEntry('metadata/scope.json', pretty({ demandId, round, ...scope })),
  textEntry('metadata/determination.json', pretty(determination)),
  textEntry('metadata/custody.json', pretty({ demandId, ledger, custody })),
];

/** For people, and still the same bytes each time: members in the order of canonical JSON. */
const pretty = (value: unknown) => `${JSON.stringify(JSON.parse(canonicalJson(value)), null, 2)}\n`;
