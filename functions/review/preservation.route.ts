import * as z from 'zod/mini';
import { DocumentReference } from '../shared/demand.schema.ts';
import { moment } from '../shared/moment.schema.ts';
import { STANDING_PROBLEMS } from '../shared/problems.ts';
import { route } from '../shared/route.ts';
import { text } from '../shared/text.schema.ts';
import { DecidedOn } from './decided-on.schema.ts';
import { Reasoned } from './reason.schema.ts';

export const PreservationRequest = z.union([
  z.strictObject({
    /** A request to keep the data longer, with its papers. */
    renew: z.strictObject({
      issued: z.optional(moment),
      documents: z.array(DocumentReference).check(z.minLength(1), z.maxLength(10)),
    }),
  }),
  /** The demand by which the same authority asks for what is kept. */
  z.strictObject({ link: z.strictObject({ production: text(40) }) }),
  /** A reviewer's end of it. What was frozen is deleted after it, with proof in the ledger. */
  z.strictObject({ end: z.strictObject({ ...DecidedOn.shape, ...Reasoned.shape }) }),
]);

export const PreservationChanged = z.strictObject({
  id: z.string(),
  state: z.enum(['in-force', 'ended']),
  /** The first instant at which the data need no longer be kept; absent: until a person ends it. */
  until: z.optional(z.string()),
  renewals: z.int(),
  linkedTo: z.array(z.string()),
});

export type PreservationRequest = z.infer<typeof PreservationRequest>;
export type PreservationChanged = z.infer<typeof PreservationChanged>;

export const preservationRoute = route({
  method: 'POST',
  path: '/demands/{id}/preservation',
  roles: ['agent', 'reviewer'],
  summary: 'Renew a preservation, link it to the demand for what is kept, or end it',
  clearedToo: true,
  body: PreservationRequest,
  limits: { calls: [{ by: 'person', burst: 60, perHour: 300 }] },
  answers: { 200: { says: 'The preservation as it stands', json: PreservationChanged } },
  problems: [
    'not_found',
    ...STANDING_PROBLEMS,
    'own_demand',
    'same_session',
    'document_missing',
    'document_altered',
    'document_type_differs',
    'documents_too_large',
    'stale_decision',
    'reason_missing',
    'reason_of_another_decision',
    'no_preservation',
    'preservation_ended',
    'not_renewable',
    'renewal_refused',
    'nothing_new',
    'date_out_of_range',
    'not_a_production',
    'still_to_produce',
    'too_many_links',
  ],
});
