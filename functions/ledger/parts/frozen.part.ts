import * as z from 'zod/mini';
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

const { grant, account, service, finishedAt, counts, fields, records, blobs, setAside } = HarvestPart.shape;

/** What the connector of one grant found when it was frozen. */
export const FrozenPart = z.strictObject({
  freeze: FreezeName,
  ...{ grant, account, service, finishedAt, counts, fields, records, blobs, setAside },
  /** A line for each record with bytes: the store's own mark of them. */
  stamps: z.optional(z.strictObject({ sha256: records.shape.sha256, size: records.shape.size })),
});
export type FrozenPart = z.infer<typeof FrozenPart>;

/** `FROZEN(freeze, grant)`: what was frozen of one grant; `FROZEN(freeze, '')` names those of a freezing. */
export const FROZEN = part('frozen#', FrozenPart);
