import * as z from 'zod/mini';
import { Period } from '../shared/demand.schema.ts';
import { route } from '../shared/route.ts';
import { DecidedOn } from './decided-on.schema.ts';
import { Narrowing } from './narrowing.schema.ts';
import { ReadElsewhere } from './read-elsewhere.schema.ts';
import { Reasoned } from './reason.schema.ts';

/** Why: a reason of the rulebook, and words of one's own. Of what goes against who filed the demand, both are told. */
const why = Reasoned.shape;
/** Who takes it up has read its papers, as who reviews it has. */
const read = ReadElsewhere.shape;
const { items, targets, accounts } = Narrowing.shape;
const { on } = DecidedOn.shape;

export const ResumeRequest = z.discriminatedUnion('action', [
  /** The same again. What was read is used where it still stands, but for `readAgain`. */
  z.strictObject({ action: z.literal('retry'), on, ...why, ...read, readAgain: z.optional(z.boolean()) }),
  /** Without what these services hold. */
  z.strictObject({
    action: z.literal('leave-out'),
    on,
    ...why,
    ...read,
    services: z
      .array(z.string().check(z.minLength(1), z.maxLength(60)))
      .check(z.minLength(1), z.maxLength(60)),
  }),
  /** Less of what was approved. */
  z.strictObject({
    action: z.literal('narrow'),
    on,
    ...why,
    ...read,
    items,
    targets,
    accounts,
    period: z.optional(Period),
  }),
  z.strictObject({ action: z.literal('refuse'), on, ...why, ...read }),
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
    'paper_not_read',
    'no_paper_served',
    'nothing_approved',
    'package_sealed',
    'already_released',
    'refused_already',
    'withdrawn',
    'widens',
    'nothing_new',
    'nothing_to_approve',
    'reason_missing',
    'reason_of_another_decision',
    'reason_needless',
  ],
});
