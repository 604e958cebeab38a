import * as z from 'zod/mini';
import { instant } from '../shared/moment.schema.ts';
import { route } from '../shared/route.ts';
import { said } from '../shared/text.schema.ts';
import { DecidedOn } from './decided-on.schema.ts';
import { ReasonCode } from './reason.schema.ts';

/** What follows an emergency: somebody uninvolved looks back at it, or lets its debt of legal process go. */
export const AfterwardsRequest = z.union([
  z.strictObject({
    /** A finding of `GET /rulebook/answers`, and what it rests on. */
    lookBack: z.strictObject({ ...DecidedOn.shape, finding: ReasonCode, text: said(4000) }),
  }),
  z.strictObject({
    /** By a reviewer, for a reason of `GET /rulebook/answers`. */
    waive: z.strictObject({ ...DecidedOn.shape, reason: ReasonCode, text: z.optional(said(2000)) }),
  }),
]);

export const Afterwards = z.strictObject({
  id: z.string(),
  finding: z.optional(z.string()),
  waived: z.optional(z.string()),
  at: instant,
});

export type AfterwardsRequest = z.infer<typeof AfterwardsRequest>;
export type Afterwards = z.infer<typeof Afterwards>;

export const afterwardsRoute = route({
  method: 'POST',
  path: '/demands/{id}/afterwards',
  roles: ['reviewer', 'auditor'],
  summary: 'Look back at an emergency, or waive its debt of legal process',
  clearedToo: true,
  body: AfterwardsRequest,
  limits: { calls: [{ by: 'person', burst: 60, perHour: 300 }] },
  answers: { 200: { says: 'What was recorded', json: Afterwards } },
  problems: [
    'not_found',
    'role_required',
    'own_demand',
    'same_session',
    'second_person_required',
    'stale_decision',
    'nothing_to_look_back_at',
    'looked_back_already',
    'no_debt',
    'reason_missing',
    'reason_of_another_decision',
  ],
});
