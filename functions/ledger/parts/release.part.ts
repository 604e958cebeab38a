import * as z from 'zod/mini';
import { instant } from '../../shared/moment.schema.ts';

/** Sort key of one person's decision on one package. */
export const releasePart = (subject: string) => `release#${subject}`;
/** Sort key of what the releases amount to. */
export const RELEASE_DECISION_PART = 'decision#release';

/** One person's decision that a sealed package may leave, or may not. It holds for these bytes only. */
export const ReleasePart = z.strictObject({
  decision: z.enum(['release', 'refuse']),
  by: z.string(),
  at: instant,
  packageSha256: z.string(),
});

export const ReleaseDecisionPart = z.object({ decision: z.enum(['release', 'refuse']), at: instant });

export type ReleasePart = z.infer<typeof ReleasePart>;
