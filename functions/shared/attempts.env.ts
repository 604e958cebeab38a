import * as z from 'zod/mini';

/** Of every function that answers whom the authorizer let in. */
export const Env = z.object({
  ATTEMPTS_TABLE: z.string(),
  /** How long an attempt is kept, in days. */
  ATTEMPT_DAYS: z.string(),
});

export type Env = z.infer<typeof Env>;
