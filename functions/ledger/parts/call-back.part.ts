import * as z from 'zod/mini';
import { instant } from '../../shared/moment.schema.ts';
import { text } from '../../shared/text.schema.ts';
import { part } from '../part.ts';

/** Whom somebody of the desk asks whether a demand is genuine: the office that is said to have sent it, and a superior there. */
export const ASKED = ['office', 'supervisor'] as const;

/** One call to the office that is said to have sent a demand. */
export const CallBackPart = z.strictObject({
  asked: z.enum(ASKED),
  result: z.enum(['confirmed', 'refused', 'no-answer', 'pending']),
  /** Who answered, by name or office. */
  heldWith: z.optional(text(200)),
  /** The number in E.164, as the register had it at that moment. */
  number: z.string().check(z.regex(/^\+[1-9][0-9]{6,14}$/)),
  by: z.string(),
  at: instant,
  /** In which the call was made. */
  round: z.int(),
});

export type CallBackPart = z.infer<typeof CallBackPart>;

/** `CALL_BACK(number)`: by the number of the event that tells of it. */
export const CALL_BACK = part('call-back#', CallBackPart);
