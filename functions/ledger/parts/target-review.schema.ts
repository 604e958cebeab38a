import * as z from 'zod/mini';
import { Period } from '../../shared/demand.schema.ts';

/** What remains of one target. Of what is absent, all that the determination authorises. */
export const TargetReview = z.strictObject({
  target: z.int(),
  items: z.array(z.string()),
  accounts: z.optional(z.array(z.string())),
  period: z.optional(Period),
});
export type TargetReview = z.infer<typeof TargetReview>;
