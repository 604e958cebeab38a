import * as z from 'zod/mini';

export const ReadElsewhere = z.object({
  /**
   * Papers that were read elsewhere, by their SHA-256: those that this desk could not show to the reviewer who asked for them, or,
   * of a demand that came without any, the one that came another way.
   */
  readElsewhere: z.optional(z.array(z.string().check(z.regex(/^[0-9a-f]{64}$/))).check(z.maxLength(50))),
});
