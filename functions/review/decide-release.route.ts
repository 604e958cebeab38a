import * as z from 'zod/mini';
import { route } from '../shared/route.ts';
import { DecidedOn } from './decided-on.schema.ts';
import { Reasoned } from './reason.schema.ts';

export const ReleaseRequest = z.strictObject({
  ...DecidedOn.shape,
  decision: z.enum(['release', 'refuse']),
  /** SHA-256 of the package that the releaser has looked at; another package is another decision. */
  packageSha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  /** Needed to refuse. */
  ...Reasoned.shape,
});

/** `missing`: how many other people must still release. */
export const Released = z.strictObject({
  id: z.string(),
  decision: ReleaseRequest.shape.decision,
  missing: z.int(),
});

export type ReleaseRequest = z.infer<typeof ReleaseRequest>;
export type Released = z.infer<typeof Released>;

export const decideReleaseRoute = route({
  method: 'POST',
  path: '/demands/{id}/release',
  roles: ['releaser'],
  summary: 'Decide whether the package may leave',
  clearedToo: true,
  body: ReleaseRequest,
  limits: { calls: [{ by: 'person', burst: 60, perHour: 300 }] },
  answers: { 200: { says: 'The decision, and how many people are missing', json: Released } },
  problems: [
    'not_found',
    'own_demand',
    'second_person_required',
    'same_session',
    'not_awaiting_release',
    'other_package',
    'package_not_seen',
    'stale_decision',
    'claimed_by_another',
    'already_decided',
    'objection_open',
    'objection_granted',
    'objection_modified',
    'reason_missing',
    'reason_of_another_decision',
    'reason_needless',
  ],
});
