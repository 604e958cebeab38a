import * as z from 'zod/mini';
import { instant, moment } from '../shared/moment.schema.ts';
import { STANDING_PROBLEMS } from '../shared/problems.ts';
import { route } from '../shared/route.ts';
import { SecrecyOrder } from '../shared/secrecy-order.schema.ts';
import { DecidedOn } from './decided-on.schema.ts';
import { ReadElsewhere } from './read-elsewhere.schema.ts';
import { Reasoned } from './reason.schema.ts';

/** The demand as it was read, why, and the papers of the order that were read elsewhere: the others were opened here. */
const decided = { ...DecidedOn.shape, ...Reasoned.shape, ...ReadElsewhere.shape };
const order = z.int().check(z.minimum(1), z.maximum(1000));

/** Why a silence without an end stays, and when it is looked at again; left out: when the rulebook has it looked at. */
const look = z.strictObject({ ...decided, next: z.optional(moment) });

/** An order that came, a reviewer's decision on one that somebody else recorded, or a look at a silence without an end. */
export const SecrecyRequest = z.union([
  z.strictObject({ order: SecrecyOrder }),
  z.strictObject({
    decide: z.discriminatedUnion('decision', [
      z.strictObject({ order, decision: z.literal('accept'), ...decided }),
      z.strictObject({ order, decision: z.literal('refuse'), ...decided }),
    ]),
  }),
  z.strictObject({ look }),
]);

export const SecrecyRecorded = z.strictObject({
  id: z.string(),
  /** The number by which later orders name this one. */
  order: z.int(),
  state: z.enum(['pending', 'accepted', 'refused']),
  /** Whether an order that is to silence binds us, by its paper and the law alone. */
  binds: z.optional(z.boolean()),
});

export const SilenceLooked = z.strictObject({
  id: z.string(),
  /** When it is looked at next. */
  until: instant,
});

export type SilenceLooked = z.infer<typeof SilenceLooked>;
export type SecrecyRequest = z.infer<typeof SecrecyRequest>;
export type SecrecyRecorded = z.infer<typeof SecrecyRecorded>;

export const secrecyRoute = route({
  method: 'POST',
  path: '/demands/{id}/secrecy',
  roles: ['agent', 'reviewer'],
  summary:
    'Bring an order about the silence of a demand, decide on one, or record a look at one without an end',
  clearedToo: true,
  body: SecrecyRequest,
  limits: { calls: [{ by: 'person', burst: 60, perHour: 300 }] },
  answers: {
    200: {
      says: 'The order as it stands, or when the silence is looked at next',
      json: z.union([SecrecyRecorded, SilenceLooked]),
    },
  },
  problems: [
    'not_found',
    ...STANDING_PROBLEMS,
    'own_demand',
    'same_session',
    'second_person_required',
    'document_missing',
    'document_altered',
    'document_type_differs',
    'documents_too_large',
    'date_in_future',
    'date_out_of_range',
    'order_of_other_demand',
    'order_ends_before_it_begins',
    'order_precedes',
    'order_has_ended',
    'renews_an_ended_order',
    'does_not_prolong',
    'nothing_new',
    'does_not_shorten',
    'no_such_order',
    'order_replaced',
    'order_decided',
    'stale_decision',
    'paper_not_read',
    'reason_missing',
    'reason_of_another_decision',
    'order_does_not_bind',
    'nothing_told',
    'too_many_orders',
    'no_endless_silence',
    'look_not_due',
    'next_look_out_of_range',
  ],
});
