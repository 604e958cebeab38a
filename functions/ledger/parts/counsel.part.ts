import * as z from 'zod/mini';
import { Because } from '../../shared/because.schema.ts';
import { instant } from '../../shared/moment.schema.ts';
import { text } from '../../shared/text.schema.ts';
import { part } from '../part.ts';

/** That counsel was asked about a demand, and what counsel said. Nobody outside is told of either. */
export const CounselPart = z.strictObject({
  number: z.int().check(z.minimum(1)),
  because: Because,
  by: z.string(),
  at: instant,
  round: z.int(),
  answer: z.optional(
    z.strictObject({
      /** Who recorded it. */
      by: z.string(),
      at: instant,
      /** Which counsel, and what they said. */
      counsel: text(200),
      says: text(4000),
    }),
  ),
});
export type CounselPart = z.infer<typeof CounselPart>;

/** `COUNSEL(number)`: from 1, in the order in which counsel was asked. */
export const COUNSEL = part('counsel#', CounselPart);
