import { type HarvestPart, harvestPrefix, recordsKey } from '../ledger/parts/harvest.part.ts';
import { isAccountId } from '../provider/account-directory.ts';
import { type HarvestStores, harvestBytes } from '../retrieval/harvest-bytes.ts';
import { mapInOrder } from '../retrieval/map-in-order.ts';
import type { ScratchFile } from '../retrieval/scratch-file.ts';
import { InconsistentState } from '../shared/faults.ts';
import type { AccountSink, SinkContext } from './account-sink.ts';
import { PAYLOAD } from './bag.ts';
import { blobEntry } from './blob-entry.ts';
import { changedRecords } from './changed-records.ts';
import { type ChangesSink, changesSink } from './changes.sink.ts';
import { type CheckedRecord, checkedRecords } from './checked-records.ts';
import { DraftFile } from './draft-file.ts';
import type { FoundParts } from './found.ts';
import { HarvestChanged } from './harvest-changed.ts';
import { AHEAD, openedAhead } from './opened-ahead.ts';
import type { PackageEntry } from './package-entry.ts';
import { type SetAsideSink, setAsideSink } from './set-aside.sink.ts';
import { sinkFor, sinkName } from './sink-for.ts';

type Deps = HarvestStores & { scratch: ScratchFile };

/** Makes the files of all accounts from the harvest, in bounded memory, and counts the records that have a note. */
export async function accountFiles(
  found: FoundParts,
  deps: Deps,
): Promise<{ entries: PackageEntry[]; noted: number }> {
  const entries: PackageEntry[] = [];
  const folders = foldersOf(found.harvests);
  const asides = new Map<string, SetAsideSink>();
  const changes = new Map<string, ChangesSink>();
  let noted = 0;
  const countNote = () => {
    noted += 1;
  };
  for (const part of found.harvests) {
    const folder = folders.get(part.account) ?? '';
    const draft = (path: string) => new DraftFile(`${folder}${path}`, deps.scratch);
    const aside = asides.get(part.account) ?? setAsideSink(draft('set-aside.csv'));
    asides.set(part.account, aside);
    const changed = changes.get(part.account) ?? changesSink(draft('changes.csv'));
    changes.set(part.account, changed);
    await addChanges(found.record.id, part, { ...deps, changed });
    const files = await grantFiles(found, part, { ...deps, folder, draft, aside, countNote });
    for (const entry of files) entries.push(entry);
  }
  for (const list of [...asides.values(), ...changes.values()]) entries.push(...(await list.finish()));
  return { entries, noted };
}

/** What became, since it was frozen, of records that are in the package. */
async function addChanges(
  demandId: string,
  part: HarvestPart,
  { harvest, changed }: Pick<HarvestStores, 'harvest'> & { changed: ChangesSink },
): Promise<void> {
  const { account, service } = part;
  for await (const one of changedRecords(demandId, part, harvest)) {
    const busy = changed.add({ account, service, ...one });
    if (busy) await busy;
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
    folders.set(account, `${PAYLOAD}accounts/${account}${number > 1 ? `~${number}` : ''}/`);
  }
  return folders;
}

type Packing = Deps & {
  folder: string;
  draft: SinkContext['draft'];
  aside: SetAsideSink;
  countNote(): void;
};

/** An account has a file of each kind once, because each item is served by one service and so by one grant. */
async function grantFiles(
  { record: { id }, scope }: FoundParts,
  part: HarvestPart,
  { folder, draft, aside, countNote, ...stores }: Packing,
): Promise<PackageEntry[]> {
  const grant = scope.grants[part.grant];
  if (!grant) throw new InconsistentState('a harvest without a grant');
  const prefix = harvestPrefix(id, part.round, part.grant);
  const open = harvestBytes(id, part, stores);
  /** The line that is being packed: the next begins when it is. */
  let packed = 0;
  const context: SinkContext = {
    periods: grant.spans ?? [grant.period],
    noted: countNote,
    draft,
    blobEntry: (path, { id, blob }) => {
      if (!blob) throw new InconsistentState('a file without bytes');
      const changed = () => new HarvestChanged(part.grant, 'bytes', id);
      const line = packed;
      return blobEntry(`${folder}${path}`, blob, { open: () => open(line, blob.sha256), changed });
    },
  };
  const opened = async (checked: CheckedRecord) => {
    if (checked.setAside !== undefined || !checked.record.blob) return { checked, content: undefined };
    const { line } = checked;
    const { sha256, size } = checked.record.blob;
    return { checked, content: await openedAhead(size, () => open(line, sha256)) };
  };
  const sinks = new Map<string, AccountSink>();
  const records = checkedRecords(part, await stores.harvest.read(recordsKey(prefix, part.records)));
  for await (const { checked, content } of mapInOrder(records, AHEAD, opened)) {
    const { record, setAside } = checked;
    let busy: Promise<void> | undefined;
    if (setAside !== undefined)
      busy = aside.add({ ...record, account: part.account, service: part.service, reason: setAside });
    else {
      packed = checked.line;
      const name = sinkName(record.item);
      const sink = sinks.get(name) ?? sinkFor(record.item, part, context);
      sinks.set(name, sink);
      busy = sink.add(record, content && (await content()));
    }
    if (busy) await busy;
  }
  const files: PackageEntry[] = [];
  for (const sink of sinks.values()) for (const file of await sink.finish()) files.push(file);
  return files;
}
