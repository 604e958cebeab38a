import type { HarvestStores } from '../retrieval/harvest-bytes.ts';
import { ScratchFile } from '../retrieval/scratch-file.ts';
import { canonicalJson, sha256Hex } from '../shared/canonical-json.ts';
import { accountFiles } from './account-files.ts';
import { bagDescription, payloadManifests } from './bag.ts';
import { byPath } from './by-path.ts';
import type { FoundParts } from './found.ts';
import type { PackageDocument } from './package-document.ts';
import { type PackageEntry, textEntry } from './package-entry.ts';
import type { Predicate } from './predicate.schema.ts';
import { type Origin, predicateOf } from './predicate.ts';
import { readMe } from './read-me.ts';
import { statementOf } from './statement.ts';

/** A package before it is signed: all files with their digests, and the statement that names them. */
export type UnsignedPackage = {
  /** Of the archive's base folder. */
  base: string;
  statement: string;
  statementSha256: string;
  payload: PackageEntry[];
  tags: PackageEntry[];
  /** Records whose own stamps contradict the period. */
  noted: number;
  discard(): Promise<void>;
};

type Making = { origin: Origin; publicKeyPem: string; documents: readonly PackageDocument[] };

/** Makes the files of a package from the harvest, in bounded memory. The caller discards it. */
export async function buildPackage(
  found: FoundParts,
  { origin, publicKeyPem, documents }: Making,
  stores: HarvestStores,
): Promise<UnsignedPackage> {
  const scratch = new ScratchFile();
  try {
    const { entries: payload, noted } = await accountFiles(found, { ...stores, scratch });
    payload.sort(byPath);
    const predicate = predicateOf(found, origin, payload);
    const tags = [
      ...payloadManifests(payload),
      ...bagDescription(predicate),
      ...metadata(predicate),
      textEntry('README.txt', readMe(predicate)),
      textEntry('signing-key.pem', publicKeyPem),
    ];
    for (const { path, make } of documents) {
      const bytes = await make(predicate, payload);
      if (bytes) tags.push(textEntry(path, bytes));
    }
    const statement = statementOf(tags, predicate);
    return {
      base: `disclosure-${predicate.demandId}`,
      statement,
      statementSha256: sha256Hex(statement),
      payload,
      tags,
      noted,
      discard: () => scratch.close(),
    };
  } catch (error) {
    await scratch.close();
    throw error;
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
