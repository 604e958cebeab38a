import * as z from 'zod/mini';
import { part } from '../part.ts';
import { HarvestPart } from './harvest.part.ts';

const count = z.int().check(z.minimum(0));
/** Grants, records, and bytes that came with records. */
const amount = z.strictObject({ grants: count, records: count, bytes: count });

/** How far the check of a harvest has come that is too large to be checked in one go. */
export const CheckingPart = z.strictObject({
  round: z.int(),
  /** How many parts of it there were. */
  parts: count,
  /** What they looked at, and of how much. */
  checked: amount,
  of: amount,
  /** Where it goes on. */
  next: z.strictObject({
    /** Every grant before it is checked. */
    grant: count,
    /** Its lines: of others none is looked at yet. */
    records: HarvestPart.shape.records.shape.sha256,
    /** How many of them have their bytes looked at. */
    line: count,
    /** Those of them whose bytes cannot be used. */
    faults: z._default(HarvestPart.shape.withheld, []),
  }),
});

export type CheckingPart = z.infer<typeof CheckingPart>;

/** `CHECKING(round)`. */
export const CHECKING = part('checking#', CheckingPart);
