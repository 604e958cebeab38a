import { createHash } from 'node:crypto';
import {
  blobKey,
  type HarvestPart,
  HarvestRecord,
  harvestPrefix,
  recordsKey,
} from '../ledger/parts/harvest.part.ts';
import type { Grant } from '../ledger/parts/scope.part.ts';
import type { Bounds } from './harvest-bounds.ts';
import { HarvestOutsideScope } from './harvest-outside-scope.ts';
import { EVIDENCE_SLACK_MS, isWithin, judgeRecord } from './judge-record.ts';
import { HEADER_BYTES, mailInstant } from './mail-evidence.ts';
import { mapInOrder } from './map-in-order.ts';
import type { ObjectReader } from './object-store.ts';
import { readLines } from './read-lines.ts';

/** Blobs that are read at once. */
const WIDTH = 8;

export type CheckGrantDeps = { harvest: ObjectReader; isContent(item: string): boolean };
export type Checked = { records: number; blobs: number; bytes: number };

/**
 * Holds every record of one grant, and every byte that came with it, against the grant and the demand's bounds.
 * @throws HarvestOutsideScope at the first thing that is not as it must be
 */
export async function checkGrant(
  demandId: string,
  grant: Grant,
  part: HarvestPart,
  bounds: Bounds,
  deps: CheckGrantDeps,
): Promise<Checked> {
  const fail = (violation: HarvestOutsideScope['violation']) =>
    new HarvestOutsideScope(part.grant, violation);
  if (part.account !== grant.account || part.service !== grant.service) throw fail('grant');
  const prefix = harvestPrefix(demandId, part.round, part.grant);
  const hash = createHash('sha256');
  const seen = new Set<string>();
  const counts: Record<string, number> = Object.fromEntries(grant.items.map((item) => [item, 0]));
  const judge = async (line: string) => {
    const record = HarvestRecord.parse(JSON.parse(line));
    const violation = judgeRecord(record, grant, bounds, deps.isContent);
    if (violation) throw fail(violation);
    if (record.blob && !(await isBlobSound(record, record.blob, prefix, grant, bounds, deps)))
      throw fail('blob');
    return record;
  };
  const lines = readLines(tap(await deps.harvest.read(recordsKey(prefix)), (chunk) => hash.update(chunk)));
  const checked = { records: 0, blobs: 0, bytes: 0 };
  for await (const { item, id, blob } of mapInOrder(lines, WIDTH, judge)) {
    const key = `${item} ${id}`;
    if (seen.has(key)) throw fail('duplicate');
    seen.add(key);
    counts[item] = (counts[item] ?? 0) + 1;
    checked.records += 1;
    checked.blobs += blob ? 1 : 0;
    checked.bytes += blob?.size ?? 0;
  }
  if (hash.digest('hex') !== part.records.sha256) throw fail('records');
  if (
    !isSame(counts, part.counts) ||
    checked.blobs !== part.blobs.count ||
    checked.bytes !== part.blobs.bytes
  )
    throw fail('count');
  return checked;
}

/** A blob is what its name says, as long as its record says, and a message in it came when the record says. */
async function isBlobSound(
  { item }: HarvestRecord,
  { sha256, size }: NonNullable<HarvestRecord['blob']>,
  prefix: string,
  grant: Grant,
  bounds: Bounds,
  { harvest }: CheckGrantDeps,
): Promise<boolean> {
  const hash = createHash('sha256');
  const head: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of await harvest.read(blobKey(prefix, sha256))) {
    hash.update(chunk);
    if (length < HEADER_BYTES) head.push(chunk);
    length += chunk.byteLength;
  }
  if (hash.digest('hex') !== sha256 || length !== size) return false;
  if (item !== 'content.mail') return true;
  const instant = mailInstant(Buffer.concat(head).subarray(0, HEADER_BYTES));
  return instant === undefined || isWithin(instant, grant, bounds, EVIDENCE_SLACK_MS);
}

async function* tap(source: AsyncIterable<Uint8Array>, look: (chunk: Uint8Array) => void) {
  for await (const chunk of source) {
    look(chunk);
    yield chunk;
  }
}

function isSame(one: Record<string, number>, other: Record<string, number>): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => one[name] === other[name]);
}
