import * as z from 'zod/mini';
import { instant } from '../../shared/moment.schema.ts';
import { text } from '../../shared/text.schema.ts';
import { part } from '../part.ts';

/** That somebody looked at a silence without an end and left it as it was. The silence itself is its orders'. */
export const SilenceLookPart = z.strictObject({
  by: z.string(),
  at: instant,
  /** Of answers.yaml, and words of one's own: why it stays. */
  reason: z.string(),
  text: z.optional(text(2000)),
  /** Orders that silence without an end; 0 is the demand's own paper. */
  orders: z.array(z.int()),
  /** When it is looked at next. */
  until: instant,
});

export type SilenceLookPart = z.infer<typeof SilenceLookPart>;

/** `SILENCE_LOOK(number)`: by the number of the event that tells of it. */
export const SILENCE_LOOK = part('look-at-silence#', SilenceLookPart);
