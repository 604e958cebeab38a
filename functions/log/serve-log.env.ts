import * as z from 'zod/mini';

export const Env = z.object({
  LOG_BUCKET: z.string(),
  /** The key that packages are signed with. */
  SIGNING_KEY_ID: z.string(),
  /** When it and its predecessors signed: JSON of `KeyTimes` (package-keys.ts). */
  SIGNING_KEY_TIMES: z.string(),
});
export type Env = z.infer<typeof Env>;
