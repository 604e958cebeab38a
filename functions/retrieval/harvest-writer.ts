import { blobKey, HarvestRecord, MAX_ID } from '../ledger/parts/harvest.part.ts';
import type { Written } from './broker.ts';
import type { Found, Unfound } from './connector.ts';
import { HarvestLines, type Keeping } from './harvest-lines.ts';
import { mapInOrder } from './map-in-order.ts';
import type { ObjectStamp } from './object-store.ts';
import { spool } from './spool.ts';
import type { Stamps } from './stamps.ts';
import { type Withholding, withholdingOf } from './withholding.ts';

/** Blobs under way at once: hides the latency of the stores, keeps memory below this many spools. */
const WIDTH = 8;

/**
 * Streams what a connector finds to the harvest bucket: blobs by hash, then one line per record. What cannot be kept as a
 * record is a line that says why.
 * @param stamps of what is frozen: takes the marks that the store has of the bytes; its records are counted by month, too
 */
export async function writeHarvest(
  found: AsyncIterable<Found | Unfound>,
  items: readonly string[],
  { stamps, ...keeping }: Keeping & { stamps?: Stamps },
): Promise<Written> {
  const lines = new HarvestLines(items);
  try {
    for await (const { record, stamp } of harvested(found, keeping)) {
      await lines.add(record);
      if (stamp && stamps) await stamps.add(record, stamp);
    }
  } catch (error) {
    await lines.abandon();
    await stamps?.abandon();
    throw error;
  }
  const written = await lines.keep(keeping);
  const marked = await stamps?.keep(keeping);
  return {
    ...written,
    ...(stamps ? { months: { ...lines.months } } : {}),
    ...(marked ? { stamps: marked } : {}),
  };
}

/** What is found, with its bytes kept: the records that are lines of the harvest. */
export async function* harvested(
  found: AsyncIterable<Found | Unfound>,
  keeping: Keeping,
): AsyncGenerator<Stored> {
  const withholding = withholdingOf();
  const repeats = new Repeats();
  const keep = (one: Found | Unfound) => store(one, keeping, withholding);
  for await (const stored of mapInOrder(found, WIDTH, keep))
    yield repeats.has(stored.record) ? { record: aside(stored.record, 'duplicate') } : stored;
  withholding.end();
}

type Stored = { record: HarvestRecord; stamp?: ObjectStamp };

async function store(
  found: Found | Unfound,
  { prefix, harvest }: Keeping,
  withholding: Withholding,
): Promise<Stored> {
  if ('setAside' in found) return { record: aside(found, found.setAside) };
  const { blob, ...bare } = found;
  const read = HarvestRecord.safeParse(bare);
  if (!read.success) return { record: aside(found, 'unreadable') };
  if (!blob) return { record: read.data };
  const opened = await withholding.attempt(async () => {
    const content = await blob.open();
    return { bytes: await spool(content), stamp: content.stamp };
  });
  if (typeof opened === 'string') return { record: aside(found, opened) };
  const { bytes, stamp } = opened;
  const mediaType = MEDIA_TYPE.test(blob.mediaType) ? blob.mediaType : 'application/octet-stream';
  try {
    if (blob.size !== undefined && blob.size !== bytes.size) return { record: aside(found, 'overwritten') };
    await harvest.create(blobKey(prefix, bytes.sha256), bytes, mediaType);
  } finally {
    await bytes.discard();
  }
  const { sha256, size } = bytes;
  return { record: { ...read.data, blob: { sha256, size, mediaType } }, ...(stamp ? { stamp } : {}) };
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
