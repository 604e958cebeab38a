import { rebuildChain } from '../../functions/ledger/rebuild-chain.ts';
import { rebuildContribution } from '../../functions/reporting/rebuild-contribution.ts';
import { someLedger, someRecord } from '../kit/ledgers.ts';

const ledger = someLedger('d-1', [{}, { facts: { outcome: 'content' } }]);
const right = rebuildContribution(ledger);
if (!right) throw new Error('a contribution was expected');

describe('rebuilding numbers from the ledger', () => {
  test('takes the facts of the last event, in whatever order they come', () => {
    expect(rebuildContribution([...ledger].reverse())).toEqual({ ...right, seq: 2 });
    expect(rebuildContribution([])).toBeUndefined();
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

  test('finds an event beyond the one that the demand ends in', () => {
    const [first] = ledger;
    if (!first) throw new Error('an event was expected');
    expect(rebuildChain(someRecord([first]), ledger)).toEqual([{ seq: 2, fault: 'beyond-head' }]);
  });

  test('finds a ledger whose demand is gone', () => {
    expect(rebuildChain(undefined, ledger)).toEqual([{ seq: 2, fault: 'no-demand' }]);
  });
});
