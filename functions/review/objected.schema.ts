import * as z from 'zod/mini';

/** An objection as it was recorded. */
export const Objected = z.strictObject({
  id: z.string(),
  /** By which its outcome names it. */
  objection: z.int(),
  state: z.enum(['open', 'denied', 'granted', 'modified', 'withdrawn']),
  /** What came of it counts once another person records the same: its paper is not here. */
  needsAnother: z.optional(z.literal(true)),
  /** It came after this day, by which the law has it brought: whether that is too late is not for us to say. */
  lateAfter: z.optional(z.string()),
  answerBy: z.optional(z.string()),
  /** A paper in words, for a person to complete and sign. */
  draft: z.optional(z.string()),
});
export type Objected = z.infer<typeof Objected>;
