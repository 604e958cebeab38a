import * as z from 'zod/mini';
import { Because } from '../../shared/because.schema.ts';
import { Period } from '../../shared/demand.schema.ts';
import { REASONS } from '../../shared/determination.schema.ts';
import { instant } from '../../shared/moment.schema.ts';
import { part } from '../part.ts';
import { due } from './due.ts';
import { needsReasons } from './needs-reasons.ts';
import { Read } from './read.ts';
import { TargetReview } from './target-review.schema.ts';

/** A person's decision on a determination. `items`, `targets` and `period` are what remains after narrowing. */
export const ReviewPart = z.strictObject({
  round: z.int(),
  /** `redirect`: somebody else must answer the demand. */
  decision: z.enum(['approve', 'refuse', 'redirect']),
  by: z.string(),
  at: instant,
  /** Leaf items and families that may be retrieved: within the determination's `authorised`. */
  items: z.array(z.string()),
  /** Indexes of targets that may be retrieved: within the determination's `targets`. */
  targets: z.array(z.int()),
  /** Accounts of those targets that may be retrieved; absent: all of them. Who ignores it would retrieve too much. */
  accounts: z.optional(z.array(z.string())),
  /**
   * Where targets were narrowed each on its own: what remains of each of `targets`, of which `items` are then all together.
   * Who ignores it would retrieve too much.
   */
  perTarget: z.optional(z.array(TargetReview)),
  /** Within the demand's period; absent where the demand has none. */
  period: z.optional(Period),
  /** The questions of a referred demand that the reviewer answers for. */
  resolves: z.array(z.enum(REASONS)),
  /** What its maker had looked at by then; decisions of earlier releases do not say. */
  read: z.optional(Read),
  /** The reason for which an emergency is given more than what comes first; absent: it is not. */
  more: z.optional(z.string()),
  /** Why; absent where it goes against nobody, and in decisions of earlier releases. */
  because: z.optional(Because),
  ...due,
});

export type ReviewPart = z.infer<typeof ReviewPart>;

/** `REVIEW(round)`: the reviewer's decision. */
export const REVIEW = part('review#', ReviewPart, {
  version: 5,
  needs: ({ decision, resolves, accounts, perTarget }) => {
    if (perTarget) return 5;
    if (decision === 'redirect') return 4;
    return Math.max(accounts ? 3 : 2, needsReasons(resolves));
  },
});
