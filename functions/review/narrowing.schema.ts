import * as z from 'zod/mini';

/** What a person narrows to: of everything that is absent, all. */
export const Narrowing = z.strictObject({
  items: z.optional(z.array(z.string().check(z.maxLength(60))).check(z.minLength(1), z.maxLength(60))),
  targets: z.optional(z.array(z.int().check(z.minimum(0))).check(z.minLength(1), z.maxLength(200))),
  /** Accounts of those targets, where an identifier named several. */
  accounts: z.optional(
    z.array(z.string().check(z.minLength(1), z.maxLength(200))).check(z.minLength(1), z.maxLength(5000)),
  ),
});
