import { itemFaults } from '../../scripts/fsck/item-faults.ts';
import { rawDemand } from '../../scripts/fsck/raw-demand.ts';

const DUE = '2027-01-01T00:00:00.000Z';
const LATER = '2076-01-01T00:00:00.000Z';
const planned = {
  sk: 'event#000001',
  demandId: 'd-1',
  seq: 1,
  at: '2026-11-23T09:30:00.000Z',
  action: 'notice.planned',
  actor: { kind: 'service', subject: 'due-process' },
  detail: { dueAt: DUE },
  facts: {},
  previous: '0',
  hash: '0',
};
const life = { faults: [], status: undefined, hasFailed: false, unknownActions: 0 };
const faultsOf = (...items: Record<string, unknown>[]) => itemFaults(rawDemand('d-1', items), life);

describe('fsck, of the index of due things, which no hash covers', () => {
  const notice = { sk: 'notice', state: 'planned' };
  const kept = { sk: 'preservation', state: 'in-force', until: DUE };

  it('finds nothing where what must be done is due when it should be', () => {
    expect(faultsOf(planned, { ...notice, dueKind: 'notice', dueAt: DUE })).toEqual([]);
    expect(faultsOf(planned, { ...kept, dueKind: 'preservation', dueAt: DUE })).toEqual([]);
    expect(faultsOf(planned, { ...notice, state: 'sent' }, { ...kept, state: 'ended' })).toEqual([]);
  });

  it.each([
    ['does not run', {}, 1],
    ['runs where nobody looks', { dueKind: 'never', dueAt: DUE }, 1],
    ['runs', { dueKind: 'wait-review', dueAt: DUE }, 0],
    ['is seen to have ended', { status: 'closed' }, 0],
    ['was never kept, by an earlier release', { matter: undefined }, 0],
  ])('finds a demand whose clock does not run: one that %s', (_, differing, count) => {
    const demand = {
      id: 'd-1',
      sk: 'demand',
      version: 1,
      head: '0',
      status: 'awaiting-review',
      matter: 1,
      demand: {},
      facts: {},
    };
    expect(
      faultsOf(planned, { ...demand, ...differing }).filter((fault) => /clock/.test(fault)),
    ).toHaveLength(count);
  });

  it.each([
    ['taken off', {}],
    ['put off', { dueKind: 'notice', dueAt: LATER }],
    ['put where nobody looks', { dueKind: 'never', dueAt: DUE }],
  ])('finds a notice that was %s', (_, due) => {
    expect(faultsOf(planned, { ...notice, ...due })).toEqual([
      'item: notice is not due when it was planned to be',
    ]);
  });

  it.each([
    ['taken off', {}],
    ['put off', { dueKind: 'preservation', dueAt: LATER }],
  ])('finds a preservation that was %s', (_, due) => {
    expect(faultsOf(planned, { ...kept, ...due })).toEqual(['item: preservation is not due when it ends']);
  });
});
