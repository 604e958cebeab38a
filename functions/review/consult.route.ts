import * as z from 'zod/mini';
import { Because } from '../shared/because.schema.ts';
import { moment } from '../shared/moment.schema.ts';
import { route } from '../shared/route.ts';
import { said } from '../shared/text.schema.ts';
import { AMENDABLE } from './amendment.schema.ts';
import { RecordedOn } from './decided-on.schema.ts';
import { Reasoned } from './reason.schema.ts';

/** What a reviewer asks before deciding: of who filed the demand, or of counsel; and counsel's answer. */
export const ConsultRequest = z.union([
  z.strictObject({
    ask: z.strictObject({
      ...RecordedOn.shape,
      ...Reasoned.shape,
      /** What an amendment would have to say. What it cannot say is another demand. */
      fields: z.array(z.enum(AMENDABLE)).check(z.minLength(1), z.maxLength(AMENDABLE.length)),
      /** Until when an answer is awaited. When it is over people here are told, and nothing happens by itself. */
      until: moment,
    }),
  }),
  z.strictObject({ counsel: z.strictObject({ ...RecordedOn.shape, ...Reasoned.shape }) }),
  z.strictObject({
    answer: z.strictObject({
      ...RecordedOn.shape,
      /** Which counsel. */
      counsel: said(200),
      says: said(4000),
    }),
  }),
]);

/** `number`: of the question, or of counsel's case. `because`: of a question, what who filed the demand is told. */
export const Consulted = z.strictObject({
  id: z.string(),
  number: z.int(),
  because: z.optional(Because),
});

export type ConsultRequest = z.infer<typeof ConsultRequest>;
export type Consulted = z.infer<typeof Consulted>;

export const consultRoute = route({
  method: 'POST',
  path: '/demands/{id}/consult',
  roles: ['reviewer'],
  summary: 'Ask who filed a demand, or counsel, before deciding on it',
  clearedToo: true,
  body: ConsultRequest,
  limits: { calls: [{ by: 'person', burst: 60, perHour: 300 }] },
  answers: { 200: { says: 'What was recorded', json: Consulted } },
  problems: [
    'not_found',
    'own_demand',
    'same_session',
    'not_awaiting_review',
    'stale_decision',
    'reason_missing',
    'reason_of_another_decision',
    'date_out_of_range',
    'too_many_questions',
    'counsel_asked',
    'counsel_not_asked',
  ],
});
