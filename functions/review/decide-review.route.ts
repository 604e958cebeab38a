import * as z from 'zod/mini';
import { TargetReview } from '../ledger/parts/target-review.schema.ts';
import { Because } from '../shared/because.schema.ts';
import { Period } from '../shared/demand.schema.ts';
import { REASONS } from '../shared/determination.schema.ts';
import { route } from '../shared/route.ts';
import { DecidedOn } from './decided-on.schema.ts';
import { Narrowing, NarrowingPerTarget } from './narrowing.schema.ts';
import { ReadElsewhere } from './read-elsewhere.schema.ts';
import { ReasonCode, Reasoned } from './reason.schema.ts';

export const ReviewRequest = z.strictObject({
  ...DecidedOn.shape,
  /** `redirect`: somebody else must answer it, such as the organisation whose account it is. */
  decision: z.enum(['approve', 'refuse', 'redirect']),
  /** The round whose determination the reviewer has read; another round is another decision. */
  round: z.int().check(z.minimum(1)),
  /** What may be retrieved. Absent: all that the determination authorises. */
  ...Narrowing.shape,
  period: z.optional(Period),
  /** The same for each target on its own, instead of the four. */
  narrowing: z.optional(NarrowingPerTarget),
  /** Needed to refuse, to redirect, and to narrow by whichever member. */
  ...Reasoned.shape,
  /** Why an emergency is given more than what comes first (`first` of its page): a reason of `GET /rulebook/answers`. */
  more: z.optional(ReasonCode),
  ...ReadElsewhere.shape,
  /** Nobody sent such process for its platform, product or service before: reports tell of it later (50 USC 1874(b)(1)(B)). */
  newPlatform: z.optional(z.literal(true)),
  /** The questions of a referred demand that the reviewer answers for. */
  resolves: z.optional(z.array(z.enum(REASONS)).check(z.maxLength(REASONS.length))),
});

/** The decision as it was recorded. */
export const Reviewed = z.strictObject({
  id: z.string(),
  decision: ReviewRequest.shape.decision,
  items: z.array(z.string()),
  targets: z.array(z.int()),
  /** Of an approval while somebody else may still decide: the instant at which it takes effect. */
  takesEffect: z.optional(z.string()),
  accounts: z.optional(z.array(z.string())),
  narrowing: z.optional(z.array(TargetReview)),
  /** Why an emergency is given more than what comes first. */
  more: z.optional(z.string()),
  /** Why, with the words that who filed the demand is told; without `says` nobody is. */
  because: z.optional(Because),
});

export type ReviewRequest = z.infer<typeof ReviewRequest>;
export type Reviewed = z.infer<typeof Reviewed>;

export const decideReviewRoute = route({
  method: 'POST',
  path: '/demands/{id}/review',
  roles: ['reviewer'],
  summary: 'Decide on the determination',
  clearedToo: true,
  body: ReviewRequest,
  limits: { calls: [{ by: 'person', burst: 60, perHour: 300 }] },
  answers: { 200: { says: 'The decision as recorded', json: Reviewed } },
  problems: [
    'not_found',
    'own_demand',
    'second_person_required',
    'same_session',
    'not_awaiting_review',
    'other_round',
    'stale_decision',
    'claimed_by_another',
    'paper_not_read',
    'no_paper_served',
    'date_has_come',
    'authenticity_unresolved',
    'decision_elsewhere',
    'cleared_counsel_only',
    'question_open',
    'counsel_asked',
    'nothing_to_approve',
    'widens',
    'more_than_least',
    'narrowed_twice',
    'too_many_accounts',
    'too_many_grants',
    'objection_open',
    'objection_granted',
    'objection_modified',
    'reason_missing',
    'reason_of_another_decision',
    'reason_needless',
  ],
});
