import * as z from 'zod/mini';
import { SaidByCustomer, SilentCustomer } from '../shared/circumstances.schema.ts';
import { DocumentReference } from '../shared/demand.schema.ts';
import { route } from '../shared/route.ts';
import { RecordedOn } from './decided-on.schema.ts';
import { ReadElsewhere } from './read-elsewhere.schema.ts';

const MAX_PAPERS = 10;
/** The letter that it came by; of one that is silent, the one by which it was asked. */
const documents = z.array(DocumentReference).check(z.minLength(1), z.maxLength(MAX_PAPERS));

/** Who records it has read it: it frees what was held for them. */
const read = { ...RecordedOn.shape, ...ReadElsewhere.shape };

export const CustomerAnswerRequest = z.discriminatedUnion('answer', [
  z.strictObject({ ...SaidByCustomer.shape, documents, ...read }),
  z.strictObject({ ...SilentCustomer.shape, documents, ...read }),
]);

export const CustomerAnswered = z.strictObject({ id: z.string(), round: z.int() });

export type CustomerAnswerRequest = z.infer<typeof CustomerAnswerRequest>;
export type CustomerAnswered = z.infer<typeof CustomerAnswered>;

export const customerAnswersRoute = route({
  method: 'POST',
  path: '/demands/{id}/customer-answers',
  roles: ['reviewer'],
  summary: 'Record what the organisation said whose account it is, and check again',
  clearedToo: true,
  body: CustomerAnswerRequest,
  limits: { calls: [{ by: 'person', burst: 60, perHour: 300 }] },
  answers: { 200: { says: 'It is checked again', json: CustomerAnswered } },
  problems: [
    'not_found',
    'own_demand',
    'same_session',
    'not_awaiting_review',
    'stale_decision',
    'paper_not_read',
    'no_customer_to_ask',
    'which_customer',
    'date_out_of_range',
    'document_missing',
    'document_altered',
    'document_type_differs',
    'documents_too_large',
    'nothing_new',
    'too_many_rounds',
  ],
});
