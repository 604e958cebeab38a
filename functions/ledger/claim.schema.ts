import * as z from 'zod/mini';
import { instant } from '../shared/moment.schema.ts';

/** Who of the desk works on a demand, and until when nobody else decides on it. */
export const Claim = z.strictObject({
  by: z.string(),
  /** What for: a releaser's claim keeps no reviewer from anything. */
  as: z.enum(['reviewer', 'releaser']),
  until: instant,
  /** When this person began to hold it, however often it was prolonged; claims of earlier releases do not say. */
  since: z.optional(instant),
  /** It was given back, at `until`. */
  isGivenBack: z.optional(z.literal(true)),
});
export type Claim = z.infer<typeof Claim>;
