import * as z from 'zod/mini';
import { Period } from '../shared/demand.schema.ts';
import { route } from '../shared/route.ts';
import { text } from '../shared/text.schema.ts';
import { DecidedOn } from './decided-on.schema.ts';
import { Narrowing } from './narrowing.schema.ts';

/** Why, for those who read the ledger later. It stands beside the demand, and in no event. */
const reason = text(1000);
const { items, targets, accounts } = Narrowing.shape;
const { on } = DecidedOn.shape;

export const ResumeRequest = z.discriminatedUnion('action', [
  /** The same again. What was read is used where it still stands, but for `readAgain`. */
  z.strictObject({ action: z.literal('retry'), on, reason, readAgain: z.optional(z.boolean()) }),
  /** Without what these services hold. */
  z.strictObject({
    action: z.literal('leave-out'),
    on,
    reason,
    services: z
      .array(z.string().check(z.minLength(1), z.maxLength(60)))
      .check(z.minLength(1), z.maxLength(60)),
  }),
  /** Less of what was approved. */
  z.strictObject({
    action: z.literal('narrow'),
    on,
    reason,
    items,
    targets,
    accounts,
    period: z.optional(Period),
  }),
  z.strictObject({ action: z.literal('refuse'), on, reason }),
]);

/** `round`: in which it goes on. */
export const Resumed = z.strictObject({ id: z.string(), round: z.int(), isNewRound: z.boolean() });

export type ResumeRequest = z.infer<typeof ResumeRequest>;
export type Resumed = z.infer<typeof Resumed>;

export const resumeRoute = route({
  method: 'POST',
  path: '/demands/{id}/resume',
  roles: ['reviewer'],
  summary: 'Take up a demand that failed',
  clearedToo: true,
  body: ResumeRequest,
  limits: { calls: [{ by: 'person', burst: 60, perHour: 300 }] },
  answers: { 200: { says: 'It goes on within a minute or two', json: Resumed } },
  problems: [
    'not_found',
    'own_demand',
    'second_person_required',
    'same_session',
    'not_failed',
    'stale_decision',
    'claimed_by_another',
    'nothing_approved',
    'package_sealed',
    'already_released',
    'refused_already',
    'withdrawn',
    'widens',
    'nothing_new',
    'nothing_to_approve',
  ],
});
