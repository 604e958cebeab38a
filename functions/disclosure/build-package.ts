import { blobKey, type HarvestPart, harvestPrefix, recordsKey } from '../ledger/parts/harvest.part.ts';
import { isAccountId } from '../provider/account-directory.ts';
import type { ObjectReader } from '../retrieval/object-store.ts';
import { Spool } from '../retrieval/spool.ts';
import { canonicalJson, sha256Hex } from '../shared/canonical-json.ts';
import { InconsistentState } from '../shared/faults.ts';
import type { AccountSink, SinkContext } from './account-sink.ts';
import { checkedRecords } from './checked-records.ts';
import type { FoundParts } from './found.ts';
import { manifestOf } from './manifest.ts';
import { type PackageEntry, spooledEntry } from './package-entry.ts';
import { readMe } from './read-me.ts';
import { type SetAsideSink, setAsideSink } from './set-aside.sink.ts';
import { sinkFor, sinkName } from './sink-for.ts';

/** A package before it is signed: all files with their hashes, and the manifest that lists them. */
export type UnsignedPackage = {
  manifest: string;
  manifestSha256: string;
  entries: PackageEntry[];
  /** Records whose own stamps contradict the period. */
  noted: number;
};

/** Makes the files of a package from the harvest, in bounded memory. The caller discards its entries. */
export async function buildPackage(
  found: FoundParts,
  { sealedAt, publicKeyPem }: { sealedAt: string; publicKeyPem: string },
  harvest: ObjectReader,
): Promise<UnsignedPackage> {
  const { files: _none, ...about } = manifestOf(found, sealedAt, []);
  const { entries, noted } = await allFiles(found, harvest);
  entries.push(
    await textEntry('README.txt', readMe(about)),
    await textEntry('determination.json', pretty(about.determination)),
    await textEntry('scope.json', pretty({ demandId: about.demandId, round: about.round, ...about.scope })),
    await textEntry('signing-key.pem', publicKeyPem),
  );
  entries.sort((a, b) => (a.path < b.path ? -1 : 1));
  const manifest = canonicalJson(manifestOf(found, sealedAt, entries));
  return { manifest, manifestSha256: sha256Hex(manifest), entries, noted };
}

/** For people, and still the same bytes each time: members in the order of canonical JSON. */
const pretty = (value: unknown) => `${JSON.stringify(JSON.parse(canonicalJson(value)), null, 2)}\n`;

export async function textEntry(path: string, text: string): Promise<PackageEntry> {
  const file = new Spool();
  await file.write(text);
  return spooledEntry(path, await file.finish());
}

async function allFiles(
  found: FoundParts,
  harvest: ObjectReader,
): Promise<Pick<UnsignedPackage, 'entries' | 'noted'>> {
  const entries: PackageEntry[] = [];
  const folders = foldersOf(found.harvests);
  const asides = new Map<string, SetAsideSink>();
  let noted = 0;
  const countNote = () => {
    noted += 1;
  };
  try {
    for (const part of found.harvests) {
      const place = { account: part.account, folder: folders.get(part.account) ?? '' };
      const aside = asides.get(part.account) ?? setAsideSink(place);
      asides.set(part.account, aside);
      for (const entry of await grantFiles(found, part, { harvest, place, aside, countNote }))
        entries.push(entry);
    }
    for (const aside of asides.values()) entries.push(...(await aside.finish()));
    return { entries, noted };
  } catch (error) {
    for (const entry of entries) await entry.discard();
    for (const aside of asides.values()) await aside.abandon();
    throw error;
  }
}

/** The folder of each account. To many file systems `Kim` and `kim` are one folder, so that the second is `kim~2`. */
function foldersOf(harvests: readonly HarvestPart[]): ReadonlyMap<string, string> {
  const [folders, alike] = [new Map<string, string>(), new Map<string, number>()];
  for (const { account } of harvests) {
    if (!isAccountId(account)) throw new InconsistentState('an account without a folder');
    if (folders.has(account)) continue;
    const number = (alike.get(account.toLowerCase()) ?? 0) + 1;
    alike.set(account.toLowerCase(), number);
    folders.set(account, `accounts/${account}${number > 1 ? `~${number}` : ''}/`);
  }
  return folders;
}

type Packing = {
  harvest: ObjectReader;
  place: Pick<SinkContext, 'account' | 'folder'>;
  aside: SetAsideSink;
  countNote(): void;
};

/** An account has a file of each kind once, because each item is served by one service and so by one grant. */
async function grantFiles(
  { record: { id }, scope }: FoundParts,
  part: HarvestPart,
  { harvest, place, aside, countNote }: Packing,
): Promise<PackageEntry[]> {
  const grant = scope.grants[part.grant];
  if (!grant) throw new InconsistentState('a harvest without a grant');
  const prefix = harvestPrefix(id, part.round, part.grant);
  const context: SinkContext = {
    ...place,
    periods: grant.spans ?? [grant.period],
    noted: countNote,
    openBlob: (sha256) => harvest.read(blobKey(prefix, sha256)),
  };
  const sinks = new Map<string, AccountSink>();
  try {
    for await (const { record, setAside } of checkedRecords(
      part,
      await harvest.read(recordsKey(prefix, part.records)),
    )) {
      if (setAside !== undefined) await aside.add({ ...record, service: part.service, reason: setAside });
      else {
        const name = sinkName(record.item);
        const sink = sinks.get(name) ?? sinkFor(record.item, part, context);
        sinks.set(name, sink);
        await sink.add(record);
      }
    }
    const files: PackageEntry[] = [];
    for (const sink of sinks.values()) for (const file of await sink.finish()) files.push(file);
    return files;
  } catch (error) {
    for (const sink of sinks.values()) await sink.abandon();
    throw error;
  }
}
