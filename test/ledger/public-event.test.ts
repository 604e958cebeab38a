import fc from 'fast-check';
import { ACTIONS, type LedgerEvent } from '../../functions/ledger/event.schema.ts';
import { SERIES } from '../../functions/ledger/facts.schema.ts';
import { publicEvent } from '../../functions/ledger/public-event.ts';
import { someLedger } from '../kit/ledgers.ts';

const CANARY = 'canary-7f3a9c';
const SHA256 = /[0-9a-f]{64}/;

const [sample] = someLedger('d-1', [{ subject: CANARY }]);
if (!sample) throw new Error('an event was expected');

/** Every member that any detail has, with values that must not leave where nobody listed them. */
const detail = {
  round: 2,
  status: 'reviewed',
  preserve: true,
  keptUntil: '2027-01-01',
  until: '2027-01-01',
  items: ['sessions'],
  regime: 'notify',
  dueAt: '2027-01-01',
  ...{ accounts: 7, targets: 7, reasons: [CANARY], counts: { [CANARY]: 1 }, conclusion: CANARY },
  ...{ demandHash: 'a'.repeat(64), packageSha256: 'b'.repeat(64), documents: ['c'.repeat(64)] },
};
const eventOf = (change: Partial<LedgerEvent>): LedgerEvent => ({ ...sample, detail, ...change });

describe('an event on the bus', () => {
  it.each(ACTIONS.map((action) => [action]))('of %s tells no person, no account and no hash', (action) => {
    const facts = { ...sample.facts, accounts: 7, identifiers: 9, enterprise: true, outcome: 'content' };
    const told = publicEvent(
      eventOf({ action, facts, record: 'd'.repeat(64), parts: { x: 'e'.repeat(64) } }),
    );
    if (!told) return;
    expect(Object.keys(told).sort()).toEqual(
      ['action', 'actor', 'at', 'demandId', 'detail', 'facts', 'schema', 'seq'].sort(),
    );
    const text = JSON.stringify(told);
    expect(text).not.toMatch(SHA256);
    expect(text).not.toMatch(/canary|accounts|enterprise|identifiers|outcome|subject|"7"|:7/);
  });

  it('is the same whatever was found, for every action and every number of accounts', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ACTIONS),
        fc.record({ accounts: fc.nat(), enterprise: fc.boolean(), narrowed: fc.boolean() }),
        (action, found) => {
          const plain = publicEvent(eventOf({ action }));
          expect(publicEvent(eventOf({ action, facts: { ...sample.facts, ...found } }))).toEqual(plain);
        },
      ),
    );
  });

  it('tells the mailer, the stores and the desk what they act on', () => {
    const told = (action: string) => publicEvent(eventOf({ action }))?.detail;
    expect(told('notice.sent')).toEqual({ regime: 'notify', dueAt: '2027-01-01' });
    expect(told('preservation.placed')).toEqual({ until: '2027-01-01', items: ['sessions'] });
    expect(told('demand.refused')).toEqual({ preserve: true, keptUntil: '2027-01-01' });
    expect(told('review.requested')).toEqual({ round: 2 });
  });

  it('is none for what a later deployment did, nor for steps whose number tells something', () => {
    for (const action of ['weather.changed', 'retrieval.started', 'retrieval.completed', 'scope.compiled'])
      expect(publicEvent(eventOf({ action }))).toBeUndefined();
  });

  it.each(SERIES.map((series) => [series]))('of %s leaves by the rule of its series', (series) => {
    const facts = { ...sample.facts, series };
    const left = ACTIONS.filter((action) => publicEvent(eventOf({ action, facts })) !== undefined);
    if (series === 'national-security')
      expect(left.sort()).toEqual([
        ...[
          'clock.missed',
          'clock.warned',
          'demand.asked',
          'demand.claimed',
          'demand.commented',
          'demand.failed',
          'notice.overdue',
          'notice.queued',
          'notice.sent',
        ],
        ...[
          'objection.brought',
          'objection.decided',
          'objection.proposed',
          'release.requested',
          'review.requested',
        ],
        ...['secrecy.expired', 'secrecy.recorded', 'secrecy.review-due'],
      ]);
    else expect(left.length).toBeGreaterThan(10);
  });
});
