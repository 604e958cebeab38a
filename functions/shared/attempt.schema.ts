import * as z from 'zod/mini';
import { instant } from './moment.schema.ts';

/** A request that was refused because of who sent it: who tried what, and which rule refused it. */
export const Attempt = z.strictObject({
  at: instant,
  /** Ends the `instance` that the caller was told. */
  requestId: z.string(),
  /** The person, as the ledger names it. */
  subject: z.string(),
  /** Roles of the token, with commas between them; empty for none. */
  role: z.string(),
  /** The authority that the token names. */
  authorityId: z.optional(z.string()),
  /** Method and path, as the API's description writes them. */
  route: z.string(),
  demandId: z.optional(z.string()),
  /** Key of the refusal in the catalogue of problems, such as `own_demand`. */
  rule: z.string(),
});

export type Attempt = z.infer<typeof Attempt>;
