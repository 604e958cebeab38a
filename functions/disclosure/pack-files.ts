import { type HarvestPart, harvestPrefix, recordsKey } from '../ledger/parts/harvest.part.ts';
import type { PackingPart } from '../ledger/parts/packing.part.ts';
import { type HarvestStores, harvestBytes } from '../retrieval/harvest-bytes.ts';
import { mapInOrder } from '../retrieval/map-in-order.ts';
import type { ScratchFile } from '../retrieval/scratch-file.ts';
import { InconsistentState } from '../shared/faults.ts';
import { AccountFolder, foldersOf } from './account-folder.ts';
import type { AccountSink, SinkContext } from './account-sink.ts';
import { type Bytes, writeFileInto } from './archive-writer.ts';
import { changedRecords } from './changed-records.ts';
import { type CheckedRecord, checkedRecords } from './checked-records.ts';
import type { FoundParts } from './found.ts';
import { HarvestChanged } from './harvest-changed.ts';
import { AHEAD, openedAhead } from './opened-ahead.ts';
import { packBlob } from './pack-blob.ts';
import type { PackageEntry, PackedFile } from './package-entry.ts';
import { sinkFor, sinkName } from './sink-for.ts';

/** How much one part of a packing has. */
export type PartLimits = { bytes: number; files: number; records: number };

const MIB = 1024 * 1024;
/**
 * Bytes bound what is in a temporary file, and how long a part takes; files and records bound what is in memory. A part is so
 * much and not a time, so that every run of it makes the same bytes.
 */
export const PART_LIMITS: PartLimits = { bytes: 256 * MIB, files: 20_000, records: 250_000 };
/** What stores take as the part of an upload that is not the last. */
const LEAST_BYTES = 5 * MIB;

type Next = NonNullable<PackingPart['next']>;
type Deps = HarvestStores & { base: string; scratch: ScratchFile; write: Bytes; limits: PartLimits };

/** What one part packed. */
export type PackedPart = {
  /** In the order of the archive. */
  files: PackedFile[];
  /** Records that have a note. */
  noted: number;
  /** Where the next part goes on, where there is one. */
  next: Next | undefined;
};

/** Packs the files of accounts from the harvest into the archive, one account after another, as much as is one part. */
export async function packFiles(found: FoundParts, from: Next | undefined, deps: Deps): Promise<PackedPart> {
  const harvests = byAccount(found.harvests);
  const folders = foldersOf(harvests);
  const part = new Part(deps);
  let folder: AccountFolder | undefined;
  for (const [index, harvest] of harvests.entries()) {
    const { account } = harvest;
    if (from && index < from.harvest) continue;
    if (folder?.account !== account) {
      if (folder) await part.packDrafts(await folder.finish());
      folder = new AccountFolder(account, {
        folder: folders.get(account) ?? '',
        scratch: deps.scratch,
        numbers: from?.account === account ? from.numbers : {},
      });
    }
    const skipped = from?.harvest === index ? from.line : 0;
    const line = await packGrant(found, harvest, { ...deps, folder, part, skipped });
    if (line === undefined) continue;
    await part.packDrafts(await folder.finish());
    return part.packed({ harvest: index, line, account, numbers: folder.numbers });
  }
  if (folder) await part.packDrafts(await folder.finish());
  return part.packed(undefined);
}

/** In the order of the grants, but that those of an account stand together. */
function byAccount(harvests: readonly HarvestPart[]): HarvestPart[] {
  const accounts = new Map<string, HarvestPart[]>();
  for (const harvest of harvests) {
    const own = accounts.get(harvest.account) ?? [];
    accounts.set(harvest.account, own);
    own.push(harvest);
  }
  return [...accounts.values()].flat();
}

/** What was packed so far. */
class Part {
  readonly #deps: Deps;
  readonly #files: PackedFile[] = [];
  readonly #names = new Set<string>();
  #size = 0;
  #draftsPacked = 0;
  #noted = 0;
  #records = 0;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  readonly noted = (): void => {
    this.#noted += 1;
  };

  readonly pack = async (entry: PackageEntry): Promise<void> => {
    const { base, write } = this.#deps;
    // To many file systems names are alike in another case, and in another form of Unicode.
    const alike = entry.path.normalize('NFC').toLowerCase();
    if (this.#names.has(alike)) throw new InconsistentState('two files of a package with one name');
    this.#names.add(alike);
    this.#size += await writeFileInto(write, base, entry);
    const { path, sha256, sha512, crc32, size } = entry;
    this.#files.push({ path, sha256, sha512, crc32, size });
  };

  async packDrafts(drafts: readonly PackageEntry[]): Promise<void> {
    for (const draft of drafts) {
      await this.pack(draft);
      this.#draftsPacked += draft.size;
    }
  }

  /** Counts one record more. @returns whether the part has enough with it */
  countRecord(): boolean {
    this.#records += 1;
    const { limits, scratch } = this.#deps;
    // What is drafted is packed when the part ends, or before.
    const bytes = this.#size + scratch.size - this.#draftsPacked;
    const isMuch =
      bytes >= limits.bytes || this.#files.length >= limits.files || this.#records >= limits.records;
    return isMuch && bytes >= LEAST_BYTES;
  }

  packed(next: Next | undefined): PackedPart {
    return { files: this.#files, noted: this.#noted, next };
  }
}

type Packing = Deps & { folder: AccountFolder; part: Part; skipped: number };

/** Packs what one grant found. @returns the line after which the part has enough; undefined when all is packed */
async function packGrant(
  { record: { id }, scope }: FoundParts,
  harvest: HarvestPart,
  { folder, part, skipped, ...stores }: Packing,
): Promise<number | undefined> {
  const grant = scope.grants[harvest.grant];
  if (!grant) throw new InconsistentState('a harvest without a grant');
  const { account, service } = harvest;
  const context: SinkContext = {
    periods: grant.spans ?? [grant.period],
    noted: part.noted,
    next: folder.next,
    draft: folder.draft,
    packBlob: (path, { id, blob }, content, see) => {
      if (!blob) throw new InconsistentState('a file without bytes');
      const changed = () => new HarvestChanged(harvest.grant, 'bytes', id);
      return packBlob(`${folder.folder}${path}`, blob, { content, changed, pack: part.pack }, see);
    },
  };
  const sinks = new Map<string, AccountSink>();
  const finish = async () => {
    for (const sink of sinks.values()) await part.packDrafts(await sink.finish());
  };
  for await (const { checked, bytes } of await recordsOf(id, harvest, { ...stores, skipped })) {
    const { record, line, setAside } = checked;
    let busy: Promise<void> | undefined;
    if (setAside !== undefined) busy = folder.setAside.add({ ...record, account, service, reason: setAside });
    else {
      const name = sinkName(record.item);
      const sink = sinks.get(name) ?? sinkFor(record.item, harvest, context);
      sinks.set(name, sink);
      busy = sink.add(record, bytes);
    }
    if (busy) await busy;
    if (!part.countRecord()) continue;
    await finish();
    return line;
  }
  for await (const one of changedRecords(id, harvest, stores.harvest)) {
    const busy = folder.changes.add({ account, service, ...one });
    if (busy) await busy;
  }
  await finish();
  return undefined;
}

/** The records of a harvest in their order, with what came with them; what is small is read ahead of its turn. */
async function recordsOf(
  demandId: string,
  harvest: HarvestPart,
  { skipped, ...stores }: HarvestStores & { skipped: number },
) {
  const open = harvestBytes(demandId, harvest, stores);
  const opened = async (checked: CheckedRecord) => {
    if (checked.setAside !== undefined || !checked.record.blob) return { checked, bytes: undefined };
    const { line } = checked;
    const { sha256, size } = checked.record.blob;
    return { checked, bytes: await openedAhead(size, () => open(line, sha256)) };
  };
  const prefix = harvestPrefix(demandId, harvest.round, harvest.grant);
  const lines = await stores.harvest.read(recordsKey(prefix, harvest.records));
  return mapInOrder(checkedRecords(harvest, lines, skipped), AHEAD, opened);
}
