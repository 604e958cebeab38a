import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { DisclosurePart } from '../ledger/parts/disclosure.part.ts';
import { sha256Hex } from '../shared/canonical-json.ts';
import { PAYLOAD } from './bag.ts';
import { Predicate } from './predicate.schema.ts';
import { type ArchivedFile, filesIn, notAsSealed, rangesOf, type SealedBytes } from './sealed-archive.ts';

const Envelope = z.object({ payload: z.string() });
const digest = z.object({ sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)) });
const Statement = z.object({
  subject: z.array(z.object({ name: z.string(), digest })),
  predicate: Predicate,
});

const MANIFEST = 'manifest-sha256.txt';
const STATEMENT = 'statement.dsse.json';
const MAX_STATEMENT = 64 * 1024 * 1024;

/** A file of a sealed package. `sha256`: as the package says it; the lists of lists and the envelope have none. */
export type SealedFile = ArchivedFile & { sha256?: string };

export type SealedPackage = {
  predicate: Predicate;
  /** How many files it has, beside its payload too. */
  files: number;
  /** All of them, as they stand in it: the payload first. @throws InconsistentState at the end where its list is another */
  list(): AsyncGenerator<SealedFile>;
};

/**
 * Opens a sealed package without taking anything that it says of itself for granted: the statement is the one whose hash the
 * ledger has, its list of files the one whose hash the statement has. So what is shown of it is what was sealed.
 * @throws InconsistentState where it is another
 */
export async function openSealed(
  demandId: string,
  part: Pick<DisclosurePart, 'size' | 'manifestSha256'>,
  bytes: SealedBytes,
): Promise<SealedPackage> {
  const tags = new Map<string, ArchivedFile>();
  let files = 0;
  for await (const file of filesIn(demandId, part.size, bytes)) {
    files += 1;
    if (!file.path.startsWith(PAYLOAD)) tags.set(file.path, file);
  }
  const [stated, manifest] = [tags.get(STATEMENT), tags.get(MANIFEST)];
  if (!stated || !manifest || stated.size > MAX_STATEMENT) throw notAsSealed('its statement');
  const envelope = Envelope.parse(JSON.parse(Buffer.from(await wholeOf(stated, bytes)).toString('utf8')));
  const payload = Buffer.from(envelope.payload, 'base64');
  if (sha256Hex(payload) !== part.manifestSha256) throw notAsSealed('its statement');
  const { subject, predicate } = Statement.parse(JSON.parse(payload.toString('utf8')));
  const hashes = new Map(subject.map(({ name, digest: { sha256 } }) => [name, sha256]));
  if (predicate.demandId !== demandId) throw notAsSealed('whose it is');
  return {
    predicate,
    files,
    list: async function* () {
      const lines = linesOf(manifest, hashes.get(MANIFEST), bytes);
      for await (const file of filesIn(demandId, part.size, bytes)) {
        if (!file.path.startsWith(PAYLOAD)) {
          const sha256 = hashes.get(file.path);
          yield { ...file, ...(sha256 ? { sha256 } : {}) };
          continue;
        }
        const { value } = await lines.next();
        if (value?.path !== file.path) throw notAsSealed('its list');
        yield { ...file, sha256: value.sha256 };
      }
      if (!(await lines.next()).done) throw notAsSealed('its list');
    },
  };
}

/** All bytes of a small file. */
export async function wholeOf({ start, size }: ArchivedFile, bytes: SealedBytes): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of rangesOf(bytes, start, start + size)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The lines of the manifest. Past the last it is known whether it is the one that was signed. */
async function* linesOf(
  { start, size }: ArchivedFile,
  sha256: string | undefined,
  bytes: SealedBytes,
): AsyncGenerator<{ sha256: string; path: string }, undefined> {
  const hash = createHash('sha256');
  let rest = Buffer.alloc(0);
  for await (const chunk of rangesOf(bytes, start, start + size)) {
    hash.update(chunk);
    rest = Buffer.concat([rest, chunk]);
    const end = rest.lastIndexOf(0x0a) + 1;
    for (const line of rest.toString('utf8', 0, end).split('\n').slice(0, -1))
      yield { sha256: line.slice(0, 64), path: pathIn(line.slice(66)) };
    rest = rest.subarray(end);
  }
  if (rest.byteLength > 0 || hash.digest('hex') !== sha256) throw notAsSealed('its list');
  return undefined;
}

const ESCAPED: Readonly<Record<string, string>> = { '%0D': '\r', '%0A': '\n', '%25': '%' };
const pathIn = (escaped: string) => escaped.replaceAll(/%0D|%0A|%25/g, (code) => ESCAPED[code] ?? code);
