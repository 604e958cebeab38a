import * as z from 'zod/mini';
import { instant } from '../shared/moment.schema.ts';
import { FACTS, type Facts } from './facts.schema.ts';
import { stored, versionOf } from './stored.ts';

/** Everything that can happen to a demand. */
export const ACTIONS = [
  'demand.filed',
  'demand.clarified',
  'demand.withdrawn',
  'demand.superseded',
  'demand.refused',
  'demand.redirected',
  'demand.closed',
  'demand.failed',
  'demand.resumed',
  'demand.reopened',
  'execution.restarted',
  'validity.checked',
  'review.requested',
  'review.decided',
  'review.approved-ahead',
  'review.took-effect',
  'suspension.ended',
  'freeze.compiled',
  'freeze.started',
  'freeze.resumed',
  'freeze.completed',
  'freeze.failed',
  'freeze.copy-ended',
  'freeze.copy-deleted',
  'freeze.deleting',
  'freeze.ended',
  'scope.compiled',
  'retrieval.started',
  'retrieval.resumed',
  'retrieval.comparing',
  'retrieval.completed',
  'harvest.checking',
  'harvest.checked',
  'harvest.refused',
  'disclosure.sealing',
  'disclosure.packing',
  'disclosure.refused',
  'disclosure.sealed',
  'disclosure.timestamped',
  'disclosure.not-timestamped',
  'release.requested',
  'release.approved',
  'release.decided',
  'disclosure.available',
  'disclosure.fetched',
  'disclosure.received',
  'disclosure.encrypting',
  'disclosure.encrypted',
  'notice.planned',
  'notice.queued',
  'notice.overdue',
  'notice.sent',
  'letter.taken',
  'letter.failed',
  'letter.confirmed',
  'secrecy.recorded',
  'secrecy.decided',
  'secrecy.expired',
  'secrecy.review-due',
  'secrecy.reviewed',
  'preservation.placed',
  'preservation.renewed',
  'preservation.linked',
  'preservation.lifted',
  'preservation.ended',
  'demand.looked',
  'demand.claimed',
  'demand.unclaimed',
  'demand.commented',
  'demand.noted',
  'customer.answered',
  'objection.brought',
  'objection.decided',
  'objection.proposed',
  'demand.asked',
  'counsel.asked',
  'counsel.answered',
  'debt.paid',
  'debt.waived',
  'emergency.reviewed',
  'clock.warned',
  'clock.missed',
  'clock.stopped',
] as const;

/** Who acted: a person by the subject of the token, or the service itself. */
export const Actor = z.strictObject({
  kind: z.enum(['agent', 'reviewer', 'releaser', 'auditor', 'service']),
  subject: z.string(),
});

const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/**
 * One entry of the ledger. `hash` is the SHA-256 of the canonical JSON of all other fields; `previous` is the hash of
 * the entry before it, or 64 zeros for the first. `detail` holds ids, enums, counts and hashes; never personal data.
 */
export const LedgerEvent = z.strictObject({
  /** Version 1 had none. */
  schemaVersion: z.optional(z.int()),
  demandId: z.string(),
  seq: z.int().check(z.minimum(1)),
  at: instant,
  /** One of `ACTIONS`, or one that a later deployment knows: it says nothing to this one. */
  action: z.string().check(z.regex(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/)),
  actor: Actor,
  detail: z.record(z.string(), z.unknown()),
  /** As they stood after it, and as they were written then: `factsOf` reads them. */
  facts: z.record(z.string(), z.unknown()),
  /** SHA-256 of the demand item after it. Version 1 had none. */
  record: z.optional(sha256),
  /** SHA-256 of each item that was written beside the demand with it, by sort key. Version 1 had none. */
  parts: z.optional(z.record(z.string(), sha256)),
  /** 128 bits of chance in hex, so that nobody finds the event by guessing at its hash. Older events had none. */
  salt: z.optional(z.string().check(z.regex(/^[0-9a-f]{32}$/))),
  previous: sha256,
  hash: sha256,
});

export type Action = (typeof ACTIONS)[number];
export type Actor = z.infer<typeof Actor>;
export type LedgerEvent = z.infer<typeof LedgerEvent>;

export const EVENT = stored({
  name: 'event',
  version: 2,
  schema: LedgerEvent,
  upgrades: [(older) => older],
});

/**
 * An event as it was written, whatever version wrote it: its hash covers exactly this. What it says is checked.
 * @throws NewerVersion, UnreadableItem
 */
export function readEvent(item: unknown): LedgerEvent {
  const event = EVENT.read(item);
  FACTS.read(event.facts);
  const schemaVersion = versionOf(item, 'event');
  return schemaVersion === 1 ? event : { ...event, schemaVersion };
}

/** The facts of an event, as they would be written today. */
export const factsOf = ({ facts }: Pick<LedgerEvent, 'facts'>): Facts => FACTS.read(facts);

const KNOWN: ReadonlySet<string> = new Set(ACTIONS);

/** Whether an action is one of this deployment's. */
export const isKnown = (action: string): action is Action => KNOWN.has(action);
