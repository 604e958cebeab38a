import * as z from 'zod/mini';
import { instant } from '../../shared/moment.schema.ts';
import { part } from '../part.ts';
import { due } from './due.ts';

/** That an emergency is looked at afterwards by somebody who had no part in it, and what they found. */
export const LookBackPart = z.strictObject({
  since: instant,
  until: instant,
  found: z.optional(z.strictObject({ by: z.string(), at: instant, finding: z.string(), text: z.string() })),
  /** Until somebody did, on the desk's list. */
  ...due,
});

export type LookBackPart = z.infer<typeof LookBackPart>;

/** `LOOK_BACK()`: of a demand that was an emergency. */
export const LOOK_BACK = part('look-back', LookBackPart);
