import type { Structure } from './chosen-schemes.ts';
import { drawBands } from './draw-bands.ts';
import { drawCells } from './draw-cells.ts';
import type { Period } from './period.ts';
import type { BandSection, ToldCell } from './report.schema.ts';
import { sumTotals } from './sum-totals.ts';
import type { Tally } from './tally.ts';

/** What a report says, without when and under which edition it says it. */
export type Findings = {
  interim: boolean;
  cells: ToldCell[];
  totals: ToldCell[];
  nationalSecurity: BandSection[];
};

/** The report of a period from its sums, as it may be published at an instant. */
export function foldReport(
  tally: Tally,
  { period, schemes, at }: { period: Period; schemes: readonly Structure[]; at: Date },
): Findings {
  const cells = drawCells(tally);
  return {
    interim: at < period.to,
    cells,
    totals: sumTotals(cells),
    nationalSecurity: schemes.map((scheme) => drawBands(tally.secret, { scheme, period, at })),
  };
}
