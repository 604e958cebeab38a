import * as z from 'zod/mini';
import { instant } from '../shared/moment.schema.ts';
import { route } from '../shared/route.ts';

/** `claim`: nobody else decides on it for a time, which the same again prolongs, up to a limit. `give-back`: whoever comes may. */
export const ClaimRequest = z.strictObject({ action: z.enum(['claim', 'give-back']) });

export const Claimed = z.strictObject({
  id: z.string(),
  /** Until when it is the caller's; absent: it is nobody's. */
  until: z.optional(instant),
  /** Somebody else had claimed it before: that time is over, or an emergency does not wait for it. */
  takenOver: z.optional(z.enum(['ended', 'emergency'])),
});

export type ClaimRequest = z.infer<typeof ClaimRequest>;
export type Claimed = z.infer<typeof Claimed>;

export const claimRoute = route({
  method: 'POST',
  path: '/demands/{id}/claim',
  roles: ['reviewer', 'releaser'],
  summary: 'Claim a demand for a time, or give it back',
  clearedToo: true,
  body: ClaimRequest,
  limits: { calls: [{ by: 'person', burst: 60, perHour: 600 }] },
  answers: { 200: { says: 'The claim as it stands', json: Claimed } },
  problems: [
    'not_found',
    'own_demand',
    'second_person_required',
    'already_decided',
    'same_session',
    'nothing_to_claim',
    'claimed',
    'claim_at_limit',
    'stale_decision',
  ],
});
