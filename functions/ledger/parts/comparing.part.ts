import * as z from 'zod/mini';
import { part } from '../part.ts';
import { HarvestChanges } from './harvest.part.ts';

const count = z.int().check(z.minimum(0));

/** How far a grant of what was frozen has been held against what the provider has now, where that takes several calls. */
export const ComparingPart = z.strictObject({
  round: z.int(),
  grant: count,
  /** Parts of what was frozen, in the order in which the grant reads them, that are compared. */
  sources: count,
  /** And of how many. */
  of: count,
  /** What was found of those. */
  changes: HarvestChanges,
});

export type ComparingPart = z.infer<typeof ComparingPart>;

/** `COMPARING(round, grant)`. */
export const COMPARING = part('comparing#', ComparingPart);
