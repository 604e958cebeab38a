import * as z from 'zod/mini';

/** An objection as it was recorded. */
export const Objected = z.strictObject({
  id: z.string(),
  /** By which its outcome names it. */
  objection: z.int(),
  state: z.enum(['open', 'denied', 'granted', 'modified', 'withdrawn']),
  answerBy: z.optional(z.string()),
  /** A paper in words, for a person to complete and sign. */
  draft: z.optional(z.string()),
});
export type Objected = z.infer<typeof Objected>;
