import { seededRandom } from '../../examples/provider/random.ts';
import { MAX_TARGETS } from '../../functions/shared/demand.schema.ts';
import { OUTCOMES, type Outcome, type Row, sumOf } from './published-table.ts';

/**
 * The same table with fewer demands: each cell of an outcome has one where it has any, and its share of the others, so that the
 * smallest sample has as many demands as there are such cells. What rounding leaves goes where it cut off most; the seed decides ties.
 */
export function sampleTable(rows: readonly Row[], sample: number, seed: number): Row[] {
  const all = sumOf(rows, 'requests');
  if (sample >= all) return [...rows];
  const random = seededRandom(seed);
  const held = rows.flatMap((row) =>
    OUTCOMES.filter((outcome) => row[outcome] > 0).map((outcome) => ({ row, outcome, tie: random.next() })),
  );
  const others = Math.max(0, sample - held.length) / Math.max(1, all - held.length);
  const cells = held.map((cell) => {
    const share = 1 + (cell.row[cell.outcome] - 1) * others;
    return { ...cell, taken: Math.floor(share), cutOff: share % 1 };
  });
  const left = sample - cells.reduce((sum, { taken }) => sum + taken, 0);
  const most = [...cells].sort((a, b) => b.cutOff - a.cutOff || a.tie - b.tie);
  // A share that was rounded down is below its cell, so that one more is always there.
  for (const cell of most.slice(0, Math.max(0, left))) cell.taken += 1;
  return rows.map((row) => {
    const of = (outcome: Outcome) =>
      cells.find((cell) => cell.row === row && cell.outcome === outcome)?.taken ?? 0;
    const outcomes = { content: of('content'), noncontent: of('noncontent') };
    const others = { no_data: of('no_data'), rejected: of('rejected') };
    const requests = OUTCOMES.reduce((sum, outcome) => sum + of(outcome), 0);
    const share = row.requests === 0 ? 0 : Math.round((row.accounts * requests) / row.requests);
    const accounts = Math.min(Math.max(share, requests), requests * MAX_TARGETS);
    return { country: row.country, requests, accounts, ...outcomes, ...others };
  });
}
