import * as z from 'zod/mini';
import { Because } from '../../shared/because.schema.ts';
import { instant } from '../../shared/moment.schema.ts';
import { part } from '../part.ts';
import { Read } from './read.ts';

/** One person's decision that a sealed package may leave, or may not. It holds for these bytes only. */
export const ReleasePart = z.strictObject({
  decision: z.enum(['release', 'refuse']),
  by: z.string(),
  at: instant,
  packageSha256: z.string(),
  /** What its maker had looked at by then; decisions of earlier releases do not say. */
  read: z.optional(Read),
  /** Why it may not leave; refusals of earlier releases do not say. */
  because: z.optional(Because),
});

export type ReleasePart = z.infer<typeof ReleasePart>;

/**
 * `RELEASE(person)`: one person's release, so that another spelling of a subject collides; `RELEASE()` names those of
 * all. Earlier ones stand under the subject as it was spelt: count the people by `by`.
 */
export const RELEASE = part('release#', ReleasePart);
