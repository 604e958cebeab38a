import {
  blobKey,
  type HarvestPart,
  HarvestRecord,
  harvestPrefix,
  recordsKey,
} from '../ledger/parts/harvest.part.ts';
import type { ObjectReader } from '../retrieval/object-store.ts';
import { readLines } from '../retrieval/read-lines.ts';
import { Spool } from '../retrieval/spool.ts';
import { canonicalJson, sha256Hex } from '../shared/canonical-json.ts';
import { InconsistentState } from '../shared/faults.ts';
import type { AccountSink, SinkContext } from './account-sink.ts';
import type { FoundParts } from './found.ts';
import { manifestOf } from './manifest.ts';
import { type PackageEntry, spooledEntry } from './package-entry.ts';
import { readMe } from './read-me.ts';
import { sinkFor, sinkName } from './sink-for.ts';

/** A package before it is signed: all files with their hashes, and the manifest that lists them. */
export type UnsignedPackage = { manifest: string; manifestSha256: string; entries: PackageEntry[] };

/** Makes the files of a package from the harvest, in bounded memory. The caller discards its entries. */
export async function buildPackage(
  found: FoundParts,
  { sealedAt, publicKeyPem }: { sealedAt: string; publicKeyPem: string },
  harvest: ObjectReader,
): Promise<UnsignedPackage> {
  const { files: _none, ...about } = manifestOf(found, sealedAt, []);
  const entries = await allFiles(found, harvest);
  entries.push(
    await textEntry('README.txt', readMe(about)),
    await textEntry('determination.json', pretty(about.determination)),
    await textEntry('scope.json', pretty({ demandId: about.demandId, round: about.round, ...about.scope })),
    await textEntry('signing-key.pem', publicKeyPem),
  );
  entries.sort((a, b) => (a.path < b.path ? -1 : 1));
  const manifest = canonicalJson(manifestOf(found, sealedAt, entries));
  return { manifest, manifestSha256: sha256Hex(manifest), entries };
}

/** For people, and still the same bytes each time: members in the order of canonical JSON. */
const pretty = (value: unknown) => `${JSON.stringify(JSON.parse(canonicalJson(value)), null, 2)}\n`;

export async function textEntry(path: string, text: string): Promise<PackageEntry> {
  const file = new Spool();
  await file.write(text);
  return spooledEntry(path, await file.finish());
}

async function allFiles(found: FoundParts, harvest: ObjectReader): Promise<PackageEntry[]> {
  const entries: PackageEntry[] = [];
  try {
    for (const part of found.harvests)
      for (const entry of await grantFiles(found, part, harvest)) entries.push(entry);
    return entries;
  } catch (error) {
    for (const entry of entries) await entry.discard();
    throw error;
  }
}

/** Accounts' ids are ours; one that could leave its folder is not one of them. */
const ACCOUNT_FOLDER = /^[A-Za-z0-9][A-Za-z0-9_.@+-]{0,127}$/;

/** An account has a file of each kind once, because each item is served by one service and so by one grant. */
async function grantFiles(
  found: FoundParts,
  part: HarvestPart,
  harvest: ObjectReader,
): Promise<PackageEntry[]> {
  if (!ACCOUNT_FOLDER.test(part.account)) throw new InconsistentState('an account without a folder');
  const prefix = harvestPrefix(found.record.id, part.round, part.grant);
  const context: SinkContext = {
    account: part.account,
    folder: `accounts/${part.account}/`,
    openBlob: (sha256) => harvest.read(blobKey(prefix, sha256)),
  };
  const sinks = new Map<string, AccountSink>();
  try {
    for await (const line of readLines(await harvest.read(recordsKey(prefix)))) {
      const record = HarvestRecord.parse(JSON.parse(line));
      const name = sinkName(record.item);
      const sink = sinks.get(name) ?? sinkFor(record.item, part, context);
      sinks.set(name, sink);
      await sink.add(record);
    }
    const files: PackageEntry[] = [];
    for (const sink of sinks.values()) for (const file of await sink.finish()) files.push(file);
    return files;
  } catch (error) {
    for (const sink of sinks.values()) await sink.abandon();
    throw error;
  }
}
