import type * as z from 'zod/mini';
import { type Action, factsOf, isKnown, type LedgerEvent } from './event.schema.ts';
import { PUBLIC_SCHEMA, type PublicFacts, type PublicMember } from './public-event.schema.ts';

/** A ledger event as it leaves the service: what a provider's own systems act on, and nothing else. */
export type PublicEvent = Pick<LedgerEvent, 'demandId' | 'seq' | 'at' | 'action' | 'detail'> & {
  schema: typeof PUBLIC_SCHEMA;
  /** Who acted is a role, never a person. */
  actor: { kind: LedgerEvent['actor']['kind'] };
  facts: z.infer<typeof PublicFacts>;
};

/** Stays here: a step of ours, of which even the number tells something (a retrieval begins once for each account). */
const STAYS = undefined;

/** The members of each action's `detail` that go out. Desks are told what waits, stores what to keep, mailers whom to tell. */
export const TOLD: Readonly<Record<Action, readonly PublicMember[] | typeof STAYS>> = {
  'demand.filed': [],
  'demand.clarified': ['round'],
  'demand.withdrawn': [],
  'demand.superseded': [],
  'demand.refused': ['preserve', 'keptUntil'],
  'demand.redirected': ['preserve', 'keptUntil'],
  'demand.closed': [],
  'demand.failed': ['status'],
  'demand.resumed': [],
  'demand.reopened': ['round'],
  'execution.restarted': STAYS,
  'validity.checked': STAYS,
  'review.requested': ['round'],
  'review.decided': ['round'],
  'review.approved-ahead': STAYS,
  'review.took-effect': STAYS,
  'suspension.ended': STAYS,
  'freeze.compiled': STAYS,
  'freeze.started': STAYS,
  'freeze.resumed': STAYS,
  'freeze.completed': STAYS,
  'freeze.failed': STAYS,
  'freeze.copy-ended': STAYS,
  'freeze.copy-deleted': STAYS,
  'freeze.deleting': STAYS,
  'freeze.ended': STAYS,
  'scope.compiled': STAYS,
  'retrieval.started': STAYS,
  'retrieval.resumed': STAYS,
  'retrieval.comparing': STAYS,
  'retrieval.completed': STAYS,
  'harvest.checking': STAYS,
  'harvest.checked': STAYS,
  'harvest.refused': STAYS,
  'disclosure.refused': STAYS,
  'disclosure.sealing': STAYS,
  'disclosure.packing': STAYS,
  'disclosure.sealed': STAYS,
  'disclosure.timestamped': STAYS,
  'disclosure.not-timestamped': STAYS,
  'release.requested': ['round'],
  'release.approved': STAYS,
  'release.decided': [],
  'disclosure.available': [],
  'disclosure.fetched': STAYS,
  'disclosure.received': STAYS,
  'disclosure.encrypting': STAYS,
  'disclosure.encrypted': STAYS,
  'notice.planned': STAYS,
  'notice.queued': ['regime'],
  'notice.overdue': ['escalated'],
  'notice.sent': ['regime', 'dueAt'],
  'letter.taken': STAYS,
  'letter.failed': STAYS,
  'letter.confirmed': STAYS,
  'secrecy.recorded': ['order', 'kind'],
  'secrecy.decided': ['order', 'decision'],
  'secrecy.expired': ['orders'],
  'secrecy.review-due': [],
  'secrecy.reviewed': ['until'],
  'preservation.placed': ['until', 'items'],
  'preservation.renewed': ['until'],
  'preservation.linked': ['production', 'holds'],
  'preservation.lifted': [],
  'preservation.ended': ['until'],
  'demand.looked': STAYS,
  'demand.claimed': ['until'],
  'demand.unclaimed': [],
  'demand.commented': [],
  'demand.noted': STAYS,
  // Whose account it is is told to nobody.
  'customer.answered': STAYS,
  'objection.brought': [],
  'objection.decided': [],
  'objection.proposed': [],
  'demand.asked': ['round', 'until'],
  'counsel.asked': STAYS,
  'counsel.answered': STAYS,
  'debt.paid': [],
  'debt.waived': [],
  'emergency.reviewed': STAYS,
  // Not which clock: some run because of what we found.
  'clock.warned': ['until', 'to'],
  'clock.missed': ['until', 'to', 'times', 'hoursLate'],
  'clock.stopped': STAYS,
};

/** What goes out of national-security demands, on a bus of their own: what waits for cleared people, and letters. */
const TOLD_TO_CLEARED: readonly string[] = [
  ...['review.requested', 'release.requested', 'demand.failed', 'clock.warned', 'clock.missed'],
  ...['notice.queued', 'notice.overdue', 'notice.sent'],
  ...['secrecy.recorded', 'secrecy.expired', 'secrecy.review-due'],
  ...[
    'objection.brought',
    'objection.decided',
    'objection.proposed',
    'demand.claimed',
    'demand.commented',
    'demand.asked',
  ],
];

/**
 * An event as the bus may carry it, built up from nothing; undefined for one that it may not. That a national-security demand
 * exists is itself secret: of those, what waits for somebody goes out on the bus of their compartment, and nothing else does. What
 * a later deployment did says nothing here.
 */
export function publicEvent(event: LedgerEvent): PublicEvent | undefined {
  const { demandId, seq, at, action, actor } = event;
  const told = isKnown(action) ? TOLD[action] : STAYS;
  const facts = factsOf(event);
  if (told === undefined || (facts.series === 'national-security' && !TOLD_TO_CLEARED.includes(action)))
    return undefined;
  const detail = Object.fromEntries(
    told.filter((name) => Object.hasOwn(event.detail, name)).map((name) => [name, event.detail[name]]),
  );
  const { receivedAt, country, level, authorityKind, instrument, series } = facts;
  return {
    schema: PUBLIC_SCHEMA,
    demandId,
    seq,
    at,
    action,
    actor: { kind: actor.kind },
    detail,
    facts: { receivedAt, country, level, authorityKind, instrument, series },
  };
}
