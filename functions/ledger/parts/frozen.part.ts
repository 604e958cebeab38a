import * as z from 'zod/mini';
import { instant } from '../../shared/moment.schema.ts';
import { part } from '../part.ts';
import { FreezeName } from './freeze.part.ts';
import { HarvestPart } from './harvest.part.ts';

/**
 * Keys of the bucket of what is frozen. They begin with the account, so that a session can be held to one account whatever
 * demand it is for.
 */
export const frozenPrefix = (account: string, demandId: string, freeze: string, grant: number) =>
  `${account}/${demandId}/${freeze}/${grant}/`;
export const stampsKey = (prefix: string, sha256: string) => `${prefix}stamps/${sha256}.jsonl`;

const count = z.int().check(z.minimum(0));
const month = z.string().check(z.regex(/^\d{4}-(?:0[1-9]|1[0-2])$/));

const { grant, account, service, finishedAt, counts, fields, records, blobs, setAside, instants } =
  HarvestPart.shape;

/** What the connector of one grant found when it was frozen, or of a part of it: a mailbox takes longer than a call. */
export const FrozenPart = z.strictObject({
  freeze: FreezeName,
  /** From 0 on, each where the one before ended. */
  part: z.int().check(z.minimum(0)),
  /** What it has of the times of the grant: from what the part before came to, up to this; the last part has no end. */
  from: z.optional(instant),
  upTo: z.optional(instant),
  ...{ grant, account, service, finishedAt, counts, fields, records, blobs, setAside, instants },
  /** Records by leaf item and month (UTC), of those that have an instant; earlier releases did not count them. */
  months: z.optional(z.record(z.string(), z.record(month, count))),
  /** A line for each record with bytes: the store's own mark of them. */
  stamps: z.optional(z.strictObject({ sha256: records.shape.sha256, size: records.shape.size })),
});
export type FrozenPart = z.infer<typeof FrozenPart>;

/** `FROZEN(freeze, grant, part)`: what was frozen of one grant; `FROZEN(freeze, '')` names those of a freezing. */
export const FROZEN = part('frozen#', FrozenPart);
