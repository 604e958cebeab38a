import * as z from 'zod/mini';
import { DocumentReference, Period } from '../shared/demand.schema.ts';
import { moment } from '../shared/moment.schema.ts';
import { route } from '../shared/route.ts';
import { DecidedOn } from './decided-on.schema.ts';
import { Narrowing } from './narrowing.schema.ts';
import { Objected } from './objected.schema.ts';
import { ReadElsewhere } from './read-elsewhere.schema.ts';
import { Reasoned } from './reason.schema.ts';

const MAX_PAPERS = 10;
const MAX_TARGETS = 200;
const { items, targets } = Narrowing.shape;
const LeftOfTarget = z.strictObject({
  target: z.int().check(z.minimum(0)),
  items,
  period: z.optional(Period),
});
const decision = {
  /** When it was decided, as the paper says. */
  decided: moment,
  ...DecidedOn.shape,
  ...Reasoned.shape,
  ...ReadElsewhere.shape,
  documents: z.array(DocumentReference).check(z.minLength(1), z.maxLength(MAX_PAPERS)),
};

/** What the court or the authority said; of one that modified the demand, what it left. */
export const OutcomeRequest = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.enum(['denied', 'granted', 'withdrawn']), ...decision }),
  z.strictObject({
    outcome: z.literal('modified'),
    items,
    targets,
    period: z.optional(Period),
    /** Instead of these, of each target; those that are not in it do not remain. */
    narrowing: z.optional(z.array(LeftOfTarget).check(z.minLength(1), z.maxLength(MAX_TARGETS))),
    ...decision,
  }),
]);
export type OutcomeRequest = z.infer<typeof OutcomeRequest>;

export const objectionOutcomeRoute = route({
  method: 'POST',
  path: '/demands/{id}/objections/{objection}/outcome',
  roles: ['reviewer'],
  summary: 'Record what came of an objection',
  clearedToo: true,
  body: OutcomeRequest,
  limits: { calls: [{ by: 'person', burst: 60, perHour: 300 }] },
  answers: { 200: { says: 'The objection as it stands', json: Objected } },
  problems: [
    'not_found',
    'own_demand',
    'second_person_required',
    'same_session',
    'no_such_objection',
    'objection_decided',
    'stale_decision',
    'paper_not_read',
    'reason_missing',
    'reason_of_another_decision',
    'objection_leaves_nothing_said',
    'narrowed_twice',
    'widens',
    'date_in_future',
    'date_out_of_range',
    'document_missing',
    'document_altered',
    'document_type_differs',
    'documents_too_large',
  ],
});
