import { blobKey, HarvestRecord, MAX_ID, recordsKey } from '../ledger/parts/harvest.part.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import type { Written } from './broker.ts';
import type { Found, Unfound } from './connector.ts';
import { mapInOrder } from './map-in-order.ts';
import type { ObjectWriter } from './object-store.ts';
import { SetAsideCounts } from './set-aside-counts.ts';
import { Spool, spool } from './spool.ts';
import { type Withholding, withholdingOf } from './withholding.ts';

/** Blobs under way at once: hides the latency of the stores, keeps memory below this many spools. */
const WIDTH = 8;

/** Where what is found of one grant is kept. */
export type Keeping = { prefix: string; harvest: ObjectWriter };

/**
 * Streams what a connector finds to the harvest bucket: blobs by hash, then one line per record. What cannot be kept as a
 * record is a line that says why.
 */
export async function writeHarvest(
  found: AsyncIterable<Found | Unfound>,
  items: readonly string[],
  keeping: Keeping,
): Promise<Written> {
  const counts: Record<string, number> = Object.fromEntries(items.map((item) => [item, 0]));
  const fields = new Map<string, Set<string>>();
  const blobs = { count: 0, bytes: 0 };
  const setAside = new SetAsideCounts();
  const withholding = withholdingOf();
  const lines = new Spool();
  const repeats = new Repeats();
  const keep = (one: Found | Unfound) => store(one, keeping, withholding);
  try {
    for await (const stored of mapInOrder(found, WIDTH, keep)) {
      const record = repeats.has(stored) ? aside(stored, 'duplicate') : stored;
      // Canonical: stores give the members of maps in any order, and a second run must write the same bytes.
      await lines.write(`${canonicalJson(record)}\n`);
      if (record.setAside !== undefined) {
        setAside.add(record.item, record.setAside);
        continue;
      }
      counts[record.item] = (counts[record.item] ?? 0) + 1;
      const names = fields.get(record.item) ?? new Set();
      fields.set(record.item, names);
      for (const name of Object.keys(record.fields)) names.add(name);
      if (!record.blob) continue;
      blobs.count += 1;
      blobs.bytes += record.blob.size;
    }
    withholding.end();
  } catch (error) {
    await lines.abandon();
    throw error;
  }
  const spooled = await lines.finish();
  const { sha256, size } = spooled;
  const records = { sha256, size, byHash: true } as const;
  try {
    await keeping.harvest.create(recordsKey(keeping.prefix, records), spooled, 'application/jsonl');
  } finally {
    await spooled.discard();
  }
  return {
    counts,
    fields: Object.fromEntries([...fields].map(([item, names]) => [item, [...names]])),
    records,
    blobs,
    ...(setAside.isEmpty() ? {} : { setAside: setAside.list() }),
  };
}

async function store(
  found: Found | Unfound,
  { prefix, harvest }: Keeping,
  withholding: Withholding,
): Promise<HarvestRecord> {
  if ('setAside' in found) return aside(found, found.setAside);
  const { blob, ...bare } = found;
  const read = HarvestRecord.safeParse(bare);
  if (!read.success) return aside(found, 'unreadable');
  if (!blob) return read.data;
  const bytes = await withholding.attempt(async () => spool(await blob.open()));
  if (typeof bytes === 'string') return aside(found, bytes);
  const mediaType = MEDIA_TYPE.test(blob.mediaType) ? blob.mediaType : 'application/octet-stream';
  try {
    await harvest.create(blobKey(prefix, bytes.sha256), bytes, mediaType);
  } finally {
    await bytes.discard();
  }
  const { sha256, size } = bytes;
  return { ...read.data, blob: { sha256, size, mediaType } };
}

/** Knows a record again that comes twice at one instant; what comes twice out of order, the check of the harvest finds. */
class Repeats {
  readonly #seen = new Map<string, { at: string | null; ids: Set<string> }>();

  has({ item, at, id }: HarvestRecord): boolean {
    const last = this.#seen.get(item);
    const ids = last?.at === at ? last.ids : new Set<string>();
    this.#seen.set(item, { at, ids });
    if (ids.has(id)) return true;
    ids.add(id);
    return false;
  }
}

/** What a header can carry; customers' programs write others. */
const MEDIA_TYPE = /^[\w.+-]{1,100}\/[\w.+-]{1,100}(?: ?;[ -~]{0,200})?$/;

/** A line that says of what it cannot tell more. The key is kept as it is: one outside the scope is found by the check. */
function aside(
  { account, service, item, at, id }: Omit<Unfound, 'setAside'>,
  setAside: string,
): HarvestRecord {
  const key = { account, service, item, fields: {}, setAside };
  const whole = HarvestRecord.safeParse({ ...key, at, id });
  if (whole.success) return whole.data;
  return HarvestRecord.parse({
    ...key,
    at: HarvestRecord.shape.at.safeParse(at).data ?? null,
    id: String(id).slice(0, MAX_ID) || '-',
  });
}
