import * as z from 'zod/mini';

/** What somebody who decided on a demand had looked at by then. */
export const Read = z.strictObject({
  /** SHA-256 of each paper of which a page was shown to them. */
  papers: z.array(z.string().check(z.regex(/^[0-9a-f]{64}$/))),
  /** SHA-256 of each paper that the desk could not show them, or did not get, and that they say to have read elsewhere. */
  elsewhere: z.optional(z.array(z.string().check(z.regex(/^[0-9a-f]{64}$/)))),
  /** Whom the targets name, as this round resolved them. */
  accounts: z.boolean(),
  /** How much the scope of this round would reach; absent: they had not. */
  reach: z.optional(z.literal(true)),
  /** What is in the package as it is. */
  package: z.boolean(),
});
export type Read = z.infer<typeof Read>;
