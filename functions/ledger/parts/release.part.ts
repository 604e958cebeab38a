import * as z from 'zod/mini';
import { instant } from '../../shared/moment.schema.ts';
import { part } from '../part.ts';

/** One person's decision that a sealed package may leave, or may not. It holds for these bytes only. */
export const ReleasePart = z.strictObject({
  decision: z.enum(['release', 'refuse']),
  by: z.string(),
  at: instant,
  packageSha256: z.string(),
});

export type ReleasePart = z.infer<typeof ReleasePart>;

/** `RELEASE(subject)`: one person's release; `RELEASE()` names those of all. */
export const RELEASE = part('release#', ReleasePart);
