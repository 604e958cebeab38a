import * as z from 'zod/mini';
import { DocumentReference } from '../shared/demand.schema.ts';
import { moment } from '../shared/moment.schema.ts';
import { route } from '../shared/route.ts';
import { text } from '../shared/text.schema.ts';
import { RecordedOn } from './decided-on.schema.ts';
import { Narrowing } from './narrowing.schema.ts';
import { Objected } from './objected.schema.ts';

const MAX_PAPERS = 10;
const name = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,63}$/));
const { items, targets } = Narrowing.shape;

export const ObjectionRequest = z.strictObject({
  ...RecordedOn.shape,
  /** A kind of `/rulebook/objections`, and grounds of it. */
  kind: name,
  grounds: z.array(name).check(z.minLength(1), z.maxLength(20)),
  /** The court or authority that it is brought before. */
  before: text(300),
  /** When it was brought, as its paper says. */
  brought: moment,
  /** The day to which whom it is brought before put off the end of the time for it, as its paper says. */
  extendedTo: z.optional(moment),
  /** The part of the demand that it is about; absent: all of it. */
  items,
  targets,
  documents: z.array(DocumentReference).check(z.minLength(1), z.maxLength(MAX_PAPERS)),
});

export type ObjectionRequest = z.infer<typeof ObjectionRequest>;

export const objectionsRoute = route({
  method: 'POST',
  path: '/demands/{id}/objections',
  roles: ['reviewer'],
  summary: 'Record what was brought against a demand before a court or an authority',
  clearedToo: true,
  body: ObjectionRequest,
  limits: { calls: [{ by: 'person', burst: 60, perHour: 300 }] },
  answers: { 200: { says: 'The objection, and what of the demand is held', json: Objected } },
  problems: [
    'not_found',
    'own_demand',
    'second_person_required',
    'same_session',
    'stale_decision',
    'no_such_objection_kind',
    'no_such_ground',
    'nothing_to_hold',
    'widens',
    'date_in_future',
    'document_missing',
    'document_altered',
    'document_type_differs',
    'documents_too_large',
    'too_many_objections',
  ],
});
