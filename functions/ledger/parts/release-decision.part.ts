import * as z from 'zod/mini';
import { Because } from '../../shared/because.schema.ts';
import { instant } from '../../shared/moment.schema.ts';
import { part } from '../part.ts';
import { due } from './due.ts';

/** What all releases amount to. */
export const ReleaseDecisionPart = z.strictObject({
  decision: z.enum(['release', 'refuse']),
  at: instant,
  /** Why it may not leave; refusals of earlier releases do not say. */
  because: z.optional(Because),
  ...due,
});

/** `RELEASE_DECISION()`: what the wait for a release is answered with. */
export const RELEASE_DECISION = part('decision#release', ReleaseDecisionPart);
