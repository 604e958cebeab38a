import { commitOf } from '../../functions/ledger/commit-of.ts';
import type { DemandRecord, Draft } from '../../functions/ledger/demand-record.schema.ts';
import type { Action, Actor } from '../../functions/ledger/event.schema.ts';
import { sampleDemand } from '../kit/sample-demand.ts';
import { sampleFacts } from '../kit/sample-facts.ts';

const draft: Draft = {
  id: 'd-1',
  round: 1,
  authorityId: 'us-usao-ndca',
  filedBy: 'olga',
  filedAt: '2026-11-23T09:00:00.000Z',
  demand: sampleDemand(),
  facts: sampleFacts(),
};

type Happened = readonly [action: Action, minute: number, kind?: Actor['kind'], set?: Partial<DemandRecord>];

/** A demand to which these things happened, each at a minute after nine. */
function demandAfter(...happened: readonly Happened[]): DemandRecord {
  let record: DemandRecord | undefined;
  for (const [action, minute, kind = 'service', set = {}] of happened) {
    const at = new Date(Date.parse(draft.filedAt) + minute * 60_000).toISOString();
    const actor = { kind, subject: 'somebody' };
    record = commitOf({ ...(record ?? draft), ...set }, { action, actor, detail: {} }, at, record).record;
  }
  if (!record) throw new Error('something must have happened');
  return record;
}
const clock = ({ dueKind, dueAt }: DemandRecord) => [
  dueKind,
  dueAt && (Date.parse(dueAt) - Date.parse(draft.filedAt)) / 60_000,
];

const FILED = ['demand.filed', 0, 'agent'] as const;
const CHECKED = ['validity.checked', 1] as const;
const ASKED = ['review.requested', 2] as const;
const CLOSED = ['demand.closed', 9, 'service', { conclusion: 'refused' }] as const;

describe('the clock of a demand', () => {
  it('begins with its start, and goes on with its execution', () => {
    expect(clock(demandAfter(FILED))).toEqual(['start', 0.5]);
    expect(clock(demandAfter(FILED, ['demand.withdrawn', 5, 'agent']))).toEqual(['start', 0.5]);
    expect(clock(demandAfter(FILED, CHECKED))).toEqual(['run', 11]);
  });

  it('of an emergency runs under kinds of its own until it is closed', () => {
    const demand = sampleDemand({ emergency: { danger: 'death', reasons: 'A threat.' } });
    const filed = ['demand.filed', 0, 'agent', { demand }] as const;
    expect(clock(demandAfter(filed))).toEqual(['start-urgent', 0.5]);
    expect(clock(demandAfter(filed, ['demand.withdrawn', 5, 'agent']))).toEqual(['start-urgent', 0.5]);
    expect(clock(demandAfter(filed, CHECKED))).toEqual(['run-urgent', 11]);
    const decided = [filed, CHECKED, ASKED, ['review.decided', 5, 'reviewer']] as const;
    expect(clock(demandAfter(...decided))).toEqual(['run-urgent', 15]);
    expect(clock(demandAfter(filed, CHECKED, CLOSED))).toEqual(['run', 19]);
    // Its authority took the danger back.
    const amended = ['demand.clarified', 6, 'agent', { demand: sampleDemand() }] as const;
    expect(clock(demandAfter(filed, CHECKED, ASKED, amended))).toEqual(['run', 16]);
  });

  it('is another in another status', () => {
    expect(clock(demandAfter(FILED, CHECKED, ASKED))).toEqual(['wait-review', 62]);
    expect(clock(demandAfter(FILED, CHECKED, ASKED, ['review.decided', 5, 'reviewer']))).toEqual(['run', 15]);
    expect(clock(demandAfter(FILED, CHECKED, ASKED, ['demand.failed', 6]))).toEqual(['failed', 6 + 1440]);
  });

  it('goes on as it was while the status does', () => {
    expect(clock(demandAfter(FILED, CHECKED, ASKED, ['freeze.started', 30]))).toEqual(['wait-review', 62]);
  });

  it('runs on when the execution of a closed demand was begun again and has shown itself', () => {
    const again = ['execution.restarted', 30] as const;
    expect(clock(demandAfter(FILED, CHECKED, CLOSED, again))).toEqual(['start', 30.5]);
    expect(clock(demandAfter(FILED, CHECKED, CLOSED, again, ['freeze.resumed', 31]))).toEqual(['run', 41]);
  });

  it('runs on when a demand is closed, and ends when its execution was seen to have', () => {
    const closed = demandAfter(FILED, CHECKED, CLOSED);
    expect(clock(closed)).toEqual(['run', 19]);
    const { dueKind: _kind, dueAt: _at, ...seen } = closed;
    const told = {
      action: 'preservation.ended',
      actor: { kind: 'service', subject: '' },
      detail: {},
    } as const;
    expect(clock(commitOf(seen, told, draft.filedAt, seen).record)).toEqual([undefined, undefined]);
  });

  it('begins in a demand of an earlier release with the next thing that happens', () => {
    const { dueKind: _kind, dueAt: _at, matter: _matter, ...older } = demandAfter(FILED, CHECKED, ASKED);
    const told = { action: 'freeze.started', actor: { kind: 'service', subject: '' }, detail: {} } as const;
    const { record } = commitOf(older, told, draft.filedAt, older);
    expect([...clock(record), record.matter]).toEqual(['wait-review', 60, 3]);
  });
});

describe('the matter of a demand', () => {
  it('is the version of what last changed what people decide on', () => {
    expect(demandAfter(FILED).matter).toBe(1);
    expect(demandAfter(FILED, CHECKED).matter).toBe(2);
    expect(demandAfter(FILED, CHECKED, ASKED, ['freeze.started', 3], ['freeze.completed', 4]).matter).toBe(2);
    expect(demandAfter(FILED, CHECKED, ASKED, ['demand.clarified', 5, 'agent']).matter).toBe(4);
  });
});
