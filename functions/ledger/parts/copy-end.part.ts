import * as z from 'zod/mini';
import { instant } from '../../shared/moment.schema.ts';
import { part } from '../part.ts';
import { FreezeName } from './freeze.part.ts';

/**
 * That a preservation ended while a demand was copying what it keeps: grants of which the copy was not whole are no part of what
 * was frozen any more, and what was copied of them is deleted.
 */
export const CopyEnd = z.strictObject({
  freeze: FreezeName,
  /** The demand whose preservation it was. */
  source: z.string(),
  /** Numbers of the grants, in the freezing of the demand beside which this stands. */
  grants: z.array(z.int()),
  state: z.enum(['due', 'deleted']),
  since: instant,
  deletedAt: z.optional(instant),
  /** Of how many of the grants nothing is left, and how many objects were deleted of them. */
  done: z.optional(z.int()),
  objects: z.optional(z.int()),
  dueKind: z.optional(z.string()),
  dueAt: z.optional(z.string()),
});
export type CopyEnd = z.infer<typeof CopyEnd>;

/** `COPY_END(freeze, source)`: the end of an unfinished copy; `COPY_END('')` names all of a demand. */
export const COPY_END = part('copy-end#', CopyEnd);
