import { blobKey, type HarvestPart, HarvestRecord, recordsKey } from '../ledger/parts/harvest.part.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import type { Found } from './connector.ts';
import { mapInOrder } from './map-in-order.ts';
import type { ObjectStore } from './object-store.ts';
import { Spool, spool } from './spool.ts';

/** Blobs under way at once: hides the latency of the stores, keeps memory below this many spools. */
const WIDTH = 8;

type Written = Pick<HarvestPart, 'counts' | 'fields' | 'records' | 'blobs'>;

/** Streams what a connector finds to the harvest bucket: blobs by hash, then one line per record. */
export async function writeHarvest(
  found: AsyncIterable<Found>,
  items: readonly string[],
  prefix: string,
  harvest: ObjectStore,
): Promise<Written> {
  const counts: Record<string, number> = Object.fromEntries(items.map((item) => [item, 0]));
  const fields = new Map<string, Set<string>>();
  const blobs = { count: 0, bytes: 0 };
  const lines = new Spool();
  try {
    for await (const record of mapInOrder(found, WIDTH, (one) => store(one, prefix, harvest))) {
      counts[record.item] = (counts[record.item] ?? 0) + 1;
      const names = fields.get(record.item) ?? new Set();
      fields.set(record.item, names);
      for (const name of Object.keys(record.fields)) names.add(name);
      if (record.blob) {
        blobs.count += 1;
        blobs.bytes += record.blob.size;
      }
      // Canonical: stores give the members of maps in any order, and a second run must write the same bytes.
      await lines.write(`${canonicalJson(record)}\n`);
    }
  } catch (error) {
    await lines.abandon();
    throw error;
  }
  const records = await lines.finish();
  try {
    await harvest.write(recordsKey(prefix), records, 'application/jsonl');
  } finally {
    await records.discard();
  }
  return {
    counts,
    fields: Object.fromEntries([...fields].map(([item, names]) => [item, [...names]])),
    records: { sha256: records.sha256, size: records.size },
    blobs,
  };
}

async function store(
  { blob, ...found }: Found,
  prefix: string,
  harvest: ObjectStore,
): Promise<HarvestRecord> {
  if (!blob) return HarvestRecord.parse(found);
  const bytes = await spool(await blob.open());
  try {
    await harvest.write(blobKey(prefix, bytes.sha256), bytes, blob.mediaType);
  } finally {
    await bytes.discard();
  }
  const { sha256, size } = bytes;
  return HarvestRecord.parse({ ...found, blob: { sha256, size, mediaType: blob.mediaType } });
}
