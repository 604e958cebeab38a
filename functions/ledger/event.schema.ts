import * as z from 'zod/mini';
import { instant } from '../shared/moment.schema.ts';
import { Facts } from './facts.schema.ts';

/** Everything that can happen to a demand. */
export const ACTIONS = [
  'demand.filed',
  'demand.clarified',
  'demand.withdrawn',
  'demand.refused',
  'demand.redirected',
  'demand.closed',
  'demand.failed',
  'validity.checked',
  'review.requested',
  'review.decided',
  'scope.compiled',
  'retrieval.started',
  'retrieval.completed',
  'harvest.checked',
  'disclosure.sealing',
  'disclosure.sealed',
  'release.requested',
  'release.approved',
  'release.decided',
  'disclosure.available',
  'disclosure.fetched',
  'notice.planned',
  'notice.sent',
  'preservation.placed',
  'preservation.ended',
] as const;

/** Who acted: a person by the subject of the token, or the service itself. */
export const Actor = z.strictObject({
  kind: z.enum(['agent', 'reviewer', 'releaser', 'auditor', 'service']),
  subject: z.string(),
});

/**
 * One entry of the ledger. `hash` is the SHA-256 of the canonical JSON of all other fields; `previous` is the hash of
 * the entry before it, or 64 zeros for the first. `detail` holds ids, enums, counts and hashes; never personal data.
 */
export const LedgerEvent = z.strictObject({
  demandId: z.string(),
  seq: z.int().check(z.minimum(1)),
  at: instant,
  action: z.enum(ACTIONS),
  actor: Actor,
  detail: z.record(z.string(), z.unknown()),
  facts: Facts,
  previous: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  hash: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
});

export type Action = (typeof ACTIONS)[number];
export type Actor = z.infer<typeof Actor>;
export type LedgerEvent = z.infer<typeof LedgerEvent>;
