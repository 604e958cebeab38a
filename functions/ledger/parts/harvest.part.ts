import * as z from 'zod/mini';
import { instant } from '../../shared/moment.schema.ts';
import { part } from '../part.ts';

/** Keys of the harvest bucket. Blobs are named by their hash, so that the same bytes are kept once a grant. */
export const harvestPrefix = (demandId: string, round: number, grant: number) =>
  `${demandId}/${round}/${grant}/`;
export const recordsKey = (prefix: string) => `${prefix}records.jsonl`;
export const blobKey = (prefix: string, sha256: string) => `${prefix}blobs/${sha256}`;

const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const count = z.int().check(z.minimum(0));

/** One line of `records.jsonl`. */
export const HarvestRecord = z.strictObject({
  account: z.string(),
  service: z.string(),
  item: z.string(),
  at: z.nullable(instant),
  id: z.string().check(z.minLength(1), z.maxLength(500)),
  fields: z.record(z.string(), z.json()),
  blob: z.optional(z.strictObject({ sha256, size: count, mediaType: z.string() })),
});

/** What the connector of one grant found. Items of the grant without a record count 0: that is a statement too. */
export const HarvestPart = z.strictObject({
  round: z.int(),
  grant: z.int(),
  account: z.string(),
  service: z.string(),
  finishedAt: instant,
  /** Records by leaf item. */
  counts: z.record(z.string(), count),
  /** Names of the fields of each item's records, in order of appearance. */
  fields: z.record(z.string(), z.array(z.string())),
  records: z.strictObject({ sha256, size: count }),
  blobs: z.strictObject({ count, bytes: count }),
});

export type HarvestRecord = z.infer<typeof HarvestRecord>;
export type HarvestPart = z.infer<typeof HarvestPart>;

/** `HARVEST(round, grant)`: what the connector of one grant found; `HARVEST(round, '')` names those of a round. */
export const HARVEST = part('harvest#', HarvestPart);
