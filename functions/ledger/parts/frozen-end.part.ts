import * as z from 'zod/mini';
import { instant } from '../../shared/moment.schema.ts';
import { part } from '../part.ts';

/** Partition of the index `byDue` that the deletion of what was frozen reads. */
export const FROZEN_DUE = 'frozen';

/** That what was frozen of a demand is needed no more, and then that it is gone. */
export const FrozenEnd = z.strictObject({
  state: z.enum(['due', 'deleted']),
  since: instant,
  deletedAt: z.optional(instant),
  /** Of how many accounts nothing is left, and how many objects were deleted of them. */
  accounts: z.optional(z.int()),
  objects: z.optional(z.int()),
  dueKind: z.optional(z.string()),
  dueAt: z.optional(z.string()),
});
export type FrozenEnd = z.infer<typeof FrozenEnd>;

/** `FROZEN_END()`: the end of what was frozen. */
export const FROZEN_END = part('frozen-end', FrozenEnd);
