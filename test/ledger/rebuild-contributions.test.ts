import { rebuildChain } from '../../functions/ledger/rebuild-chain.ts';
import { contributionFaults, rebuildContribution } from '../../functions/reporting/rebuild-contributions.ts';
import { someContribution, someLedger, someRecord } from '../kit/ledgers.ts';

const ledger = someLedger('d-1', [{}, { facts: { outcome: 'content' } }]);
const right = rebuildContribution(ledger);
if (!right) throw new Error('a contribution was expected');

const faultsOf = (...stored: { halfYear?: string; contribution: typeof right }[]) =>
  contributionFaults(
    [right],
    stored.map(({ halfYear = '2026-H2', contribution }) => ({ halfYear, contribution })),
  ).map(({ fault }) => fault);

describe('rebuilding numbers from the ledger', () => {
  test('takes the facts of the last event, in whatever order they come', () => {
    expect(rebuildContribution([...ledger].reverse())).toEqual({ ...right, seq: 2 });
    expect(rebuildContribution([])).toBeUndefined();
  });

  test('finds nothing where the table says the same', () => {
    expect(faultsOf({ contribution: right })).toEqual([]);
  });

  test.each([
    ['missing', []],
    ['behind', [{ contribution: { ...right, seq: 1 } }]],
    ['ahead', [{ contribution: { ...right, seq: 9 } }]],
    ['altered', [{ contribution: { ...right, facts: { ...right.facts, country: 'DE' } } }]],
    ['surplus', [{ contribution: right }, { contribution: someContribution('d-2') }]],
  ])('finds a row that is %s', (fault, stored) => {
    expect(faultsOf(...stored)).toEqual([fault]);
  });

  test('finds a row of the wrong period, and that the right one lacks it', () => {
    expect(faultsOf({ halfYear: '2026-H1', contribution: right })).toEqual(['misplaced', 'missing']);
  });
});

describe('holding a ledger against its demand', () => {
  const record = someRecord(ledger);

  test('finds nothing in a whole one', () => {
    expect(rebuildChain(record, ledger)).toEqual([]);
  });

  test('finds a ledger whose end is cut off, which no chain shows by itself', () => {
    expect(rebuildChain(record, ledger.slice(0, 1))).toEqual([{ seq: 1, fault: 'cut-short' }]);
  });

  test('finds a whole chain that is not the one the demand ends in', () => {
    expect(rebuildChain(record, someLedger('d-1', [{}, {}]))).toEqual([{ seq: 2, fault: 'other-head' }]);
  });

  test('finds a ledger whose demand is gone', () => {
    expect(rebuildChain(undefined, ledger)).toEqual([{ seq: 2, fault: 'no-demand' }]);
  });
});
