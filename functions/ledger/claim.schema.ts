import * as z from 'zod/mini';
import { instant } from '../shared/moment.schema.ts';

/** Who of the desk works on a demand, and until when nobody else decides on it. */
export const Claim = z.strictObject({
  by: z.string(),
  /** What for: a releaser's claim keeps no reviewer from anything. */
  as: z.enum(['reviewer', 'releaser']),
  until: instant,
});
export type Claim = z.infer<typeof Claim>;
