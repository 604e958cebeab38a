import { type DemandRecord, RECORD } from '../../functions/ledger/demand-record.schema.ts';
import { type Action, factsOf, type LedgerEvent } from '../../functions/ledger/event.schema.ts';
import type { Facts } from '../../functions/ledger/facts.schema.ts';
import { GENESIS, sealEvent } from '../../functions/ledger/hash-chain.ts';
import type { Written } from '../../functions/ledger/stored.ts';
import type { Contribution } from '../../functions/reporting/contribution.schema.ts';

export const RECEIVED_AT = '2026-11-23T09:00:00.000Z';

/** Facts of an ordinary warrant that is not decided yet. */
export const someFacts = (differing: Partial<Facts> = {}): Facts => ({
  receivedAt: RECEIVED_AT,
  country: 'US',
  level: 'federal',
  authorityKind: 'law-enforcement',
  instrument: 'us/search-warrant',
  series: 'criminal',
  identifiers: 1,
  accounts: 1,
  enterprise: false,
  outcome: 'pending',
  exigent: false,
  narrowed: false,
  secrecy: false,
  notice: 'none',
  ...differing,
});

export const someContribution = (demandId: string, facts: Partial<Facts> = {}, seq = 1): Contribution => ({
  demandId,
  seq,
  facts: someFacts(facts),
});

type Happening = {
  action?: Action;
  facts?: Partial<Facts>;
  detail?: Record<string, unknown>;
  subject?: string;
};

/** The chained ledger of a demand to which these things happened. */
export function someLedger(demandId: string, happenings: readonly Happening[]): LedgerEvent[] {
  const events: LedgerEvent[] = [];
  let facts = someFacts();
  for (const { action = 'demand.filed', detail = {}, subject, ...happening } of happenings) {
    facts = { ...facts, ...happening.facts };
    events.push(
      sealEvent({
        demandId,
        seq: events.length + 1,
        at: RECEIVED_AT,
        action,
        actor: subject ? { kind: 'reviewer', subject } : { kind: 'service', subject: 'due-process' },
        detail,
        facts,
        previous: events.at(-1)?.hash ?? GENESIS,
      }),
    );
  }
  return events;
}

/** A released demand as its ledger left it. */
export function someRecord(
  events: readonly LedgerEvent[],
  differing: Record<string, unknown> = {},
): Written<DemandRecord> {
  const last = events.at(-1);
  if (!last) throw new Error('a demand has at least one event');
  return RECORD.writeAny({
    id: last.demandId,
    version: last.seq,
    head: last.hash,
    status: 'released',
    round: 1,
    authorityId: 'us-fbi-sf',
    filedBy: 'agent-1',
    filedAt: RECEIVED_AT,
    demand: {
      instrument: 'us/search-warrant',
      authority: { name: 'FBI San Francisco', country: 'US', level: 'federal', kind: 'law-enforcement' },
      issuer: { role: 'judge' },
      signatures: [],
      targets: [{ type: 'email', value: 'alice@example.com' }],
      data: ['content.mail'],
    },
    packageSha256: 'a'.repeat(64),
    facts: factsOf(last),
    ...differing,
  });
}
