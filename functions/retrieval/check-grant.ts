import { createHash } from 'node:crypto';
import {
  type HarvestPart,
  HarvestRecord,
  harvestPrefix,
  recordsKey,
  type SetAside,
} from '../ledger/parts/harvest.part.ts';
import type { Grant } from '../ledger/parts/scope.part.ts';
import { changesFault, type FrozenBefore, FrozenCheck } from './check-frozen.ts';
import type { Bounds } from './harvest-bounds.ts';
import { type HarvestStores, harvestBytes } from './harvest-bytes.ts';
import { HarvestOutsideScope } from './harvest-outside-scope.ts';
import { judgeRecord } from './judge-record.ts';
import { mapInOrder } from './map-in-order.ts';
import type { ObjectBytes } from './object-store.ts';
import { readLines } from './read-lines.ts';
import { SetAsideCounts, sumSetAside } from './set-aside-counts.ts';
import { tap } from './tap.ts';
import { withholdingOf } from './withholding.ts';

/** Blobs that are read at once. */
const WIDTH = 8;
/** A harvest with more lines that nobody can use is not one with odd records in it. */
const MAX_WITHHELD = 1000;

export type CheckGrantDeps = HarvestStores & {
  isContent(item: string): boolean;
  /** What was frozen of the demand before it was approved. */
  before: readonly FrozenBefore[];
};
export type Checked = {
  records: number;
  blobs: number;
  bytes: number;
  /** The part as it is to stand: what the check set aside is no longer among its records. */
  part: HarvestPart;
};

type Line = { record: HarvestRecord | undefined; reason?: SetAside | undefined };

/**
 * Holds every record of one grant, and every byte that came with it, against the grant and the demand's bounds. One that
 * cannot be read, whose bytes are gone or others, or that is there twice is set aside.
 * @throws HarvestOutsideScope at the first record whose key is outside, and for a harvest that is not the one recorded
 */
export async function checkGrant(
  demandId: string,
  grant: Grant,
  part: HarvestPart,
  bounds: Bounds,
  deps: CheckGrantDeps,
): Promise<Checked> {
  const fail = (violation: HarvestOutsideScope['violation'], recordId?: string) =>
    new HarvestOutsideScope(part.grant, violation, recordId);
  if (part.account !== grant.account || part.service !== grant.service) throw fail('grant');
  const hash = createHash('sha256');
  const open = harvestBytes(demandId, part, deps);
  const frozen = new FrozenCheck(demandId, grant, part, deps.before);
  let number = 0;
  const judge = async (text: string): Promise<Line> => {
    number += 1;
    const line = number;
    const record = recordIn(text);
    const violation =
      frozen.take(text, record) ?? (record && judgeRecord(record, grant, bounds, deps.isContent));
    if (violation) throw fail(violation, record?.id);
    if (!record) return { record, reason: 'unreadable' };
    // A message without its bytes is none; other items may come without.
    const reason = record.item === 'content.mail' && !record.blob && !record.setAside ? 'missing' : undefined;
    const { blob } = record;
    return { record, reason: blob ? await faultOf(blob, () => open(line, blob.sha256)) : reason };
  };
  const prefix = harvestPrefix(demandId, part.round, part.grant);
  const lines = readLines(
    tap(await deps.harvest.read(recordsKey(prefix, part.records)), (chunk) => hash.update(chunk)),
  );
  const tally = new Tally(grant);
  for await (const line of mapInOrder(lines, WIDTH, judge)) tally.add(line);
  if (hash.digest('hex') !== part.records.sha256) throw fail('records');
  const changed = (await frozen.end(deps)) ?? (await changesFault(demandId, part, deps));
  if (changed) throw fail(changed);
  if (!tally.agreesWith(part) || tally.withheld.length > MAX_WITHHELD) throw fail('count');
  return tally.checked(part);
}

function recordIn(text: string): HarvestRecord | undefined {
  try {
    return HarvestRecord.safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** A blob is what its name says, and as long as its record says. */
async function faultOf(
  { sha256, size }: NonNullable<HarvestRecord['blob']>,
  open: () => Promise<ObjectBytes>,
): Promise<SetAside | undefined> {
  // Without the right to list, S3 refuses what is not there. The records beside it were given out.
  const blob = await withholdingOf().attempt(open);
  if (typeof blob === 'string') return 'missing';
  const hash = createHash('sha256');
  let length = 0;
  for await (const chunk of blob) {
    hash.update(chunk);
    length += chunk.byteLength;
  }
  return hash.digest('hex') === sha256 && length === size ? undefined : 'altered';
}

/** Counts the lines of one grant: those that go on, those that the retrieval set aside, those that this check does. */
class Tally {
  readonly withheld: { line: number; reason: SetAside; record: HarvestRecord | undefined }[] = [];
  readonly #goingOn: Pick<Checked, 'records' | 'blobs' | 'bytes'> = { records: 0, blobs: 0, bytes: 0 };
  readonly #counts: Record<string, number>;
  /** As the retrieval counted, and as it is to be told. */
  readonly #retrieved = new SetAsideCounts();
  readonly #setAside = new SetAsideCounts();
  readonly #seen = new Set<string>();
  #line = 0;

  constructor({ items }: Grant) {
    this.#counts = Object.fromEntries(items.map((item) => [item, 0]));
  }

  add({ record, reason }: Line): void {
    this.#line += 1;
    const key = record && `${record.item} ${record.at} ${record.id}`;
    const isTwice = key !== undefined && this.#seen.has(key);
    if (key !== undefined) this.#seen.add(key);
    const why = isTwice ? 'duplicate' : reason;
    if (record?.setAside !== undefined) {
      this.#retrieved.add(record.item, record.setAside);
      if (why) this.withheld.push({ line: this.#line, reason: why, record });
      else this.#setAside.add(record.item, record.setAside);
      return;
    }
    if (why || !record) {
      this.withheld.push({ line: this.#line, reason: why ?? 'unreadable', record });
      return;
    }
    this.#counts[record.item] = (this.#counts[record.item] ?? 0) + 1;
    this.#goingOn.records += 1;
    this.#goingOn.blobs += record.blob ? 1 : 0;
    this.#goingOn.bytes += record.blob?.size ?? 0;
  }

  /** Whether these are as many records as were recorded. Of a line that cannot be read nobody knows of what it is. */
  agreesWith({ counts, blobs, setAside }: HarvestPart): boolean {
    const known = { ...this.#counts };
    const found = { ...this.#goingOn };
    let unknown = 0;
    for (const { record } of this.withheld) {
      if (!record) unknown += 1;
      else if (record.setAside === undefined) known[record.item] = (known[record.item] ?? 0) + 1;
      if (record?.blob) [found.blobs, found.bytes] = [found.blobs + 1, found.bytes + record.blob.size];
    }
    const items = [...new Set([...Object.keys(counts), ...Object.keys(known)])];
    const missing = items.map((item) => (counts[item] ?? 0) - (known[item] ?? 0));
    return (
      missing.every((count) => count >= 0) &&
      missing.reduce((sum, count) => sum + count, 0) === unknown &&
      (unknown > 0 || (found.blobs === blobs.count && found.bytes === blobs.bytes)) &&
      JSON.stringify(sumSetAside([setAside])) === JSON.stringify(this.#retrieved.list())
    );
  }

  checked(part: HarvestPart): Checked {
    const { records, blobs, bytes } = this.#goingOn;
    if (this.withheld.length === 0) return { records, blobs, bytes, part };
    for (const { record, reason } of this.withheld) this.#setAside.add(record?.item ?? '', reason);
    const goesOn: HarvestPart = {
      ...part,
      counts: this.#counts,
      blobs: { count: blobs, bytes },
      setAside: this.#setAside.list(),
      withheld: this.withheld.map(({ line, reason }) => ({ line, reason })),
    };
    return { records, blobs, bytes, part: goesOn };
  }
}
