import * as z from 'zod/mini';

export const ReadElsewhere = z.object({
  /** Papers that this desk could not show to the reviewer who asked for them, and that were read elsewhere: their SHA-256. */
  readElsewhere: z.optional(z.array(z.string().check(z.regex(/^[0-9a-f]{64}$/))).check(z.maxLength(50))),
});
