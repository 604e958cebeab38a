import { inspect } from 'node:util';
import { drawCells } from '../../functions/reporting/draw-cells.ts';
import { SUMS } from '../../functions/reporting/measures.ts';
import type { ToldCell } from '../../functions/reporting/report.schema.ts';
import { SecretSum } from '../../functions/reporting/secret-sum.ts';
import { emptyTally } from '../../functions/reporting/tally.ts';
import type { ToldFacts } from '../../functions/reporting/told-facts.ts';
import { someFacts } from '../kit/ledgers.ts';

const sum = new SecretSum();
sum.add(4711);

describe('an exact count of national-security process', () => {
  test('leaves as a band, and in no other way', () => {
    expect(SecretSum.bandOf([sum, sum], { base: 0, width: 250 })).toEqual({ low: 9250, high: 9499 });
    const said = [
      JSON.stringify({ sum }),
      inspect(sum),
      String(sum),
      Object.keys(sum).join(),
      `${Number(sum)}`,
    ];
    expect(said.join()).not.toContain('4711');
  });

  test('fits no cell, no measure and no row that is told (the compiler says so)', () => {
    // @ts-expect-error a sum is no number
    const low: ToldCell['low'] = sum;
    // @ts-expect-error no told cell is of the series
    const series: ToldCell['series'] = 'national-security';
    const facts = someFacts({ series: 'national-security' });
    // @ts-expect-error these facts are not told
    const told: ToldFacts = facts;
    // @ts-expect-error so no measure counts them
    const added = SUMS.accounts.adds(facts);
    // @ts-expect-error and no cell is drawn of the secret sums
    const cells = () => drawCells({ rows: emptyTally().secret, world: new Map() });
    expect([low, series, told, added, cells].length).toBe(5);
  });
});
