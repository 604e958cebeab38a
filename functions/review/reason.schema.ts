import * as z from 'zod/mini';
import { said } from '../shared/text.schema.ts';

/** A reason that the rulebook has. */
export const ReasonCode = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,63}$/));

/**
 * Why: a reason of the decision that is made, as `GET /rulebook/answers` lists them, and words of one's own. Both are told to
 * who filed the demand, but for reasons that the desk gives among itself. A decision that goes against somebody has one.
 */
export const Reasoned = z.strictObject({
  reason: z.optional(ReasonCode),
  text: z.optional(said(2000)),
});
export type Reasoned = z.infer<typeof Reasoned>;
