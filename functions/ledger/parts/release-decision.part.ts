import * as z from 'zod/mini';
import { instant } from '../../shared/moment.schema.ts';
import { part } from '../part.ts';
import { due } from './due.ts';

/** What all releases amount to. */
export const ReleaseDecisionPart = z.strictObject({
  decision: z.enum(['release', 'refuse']),
  at: instant,
  ...due,
});

/** `RELEASE_DECISION()`: what the wait for a release is answered with. */
export const RELEASE_DECISION = part('decision#release', ReleaseDecisionPart);
