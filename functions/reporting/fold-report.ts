import type { Structure } from './chosen-schemes.ts';
import { drawBands } from './draw-bands.ts';
import { drawBreakdowns } from './draw-breakdowns.ts';
import { drawCells } from './draw-cells.ts';
import { drawMedians } from './draw-medians.ts';
import type { Period } from './period.ts';
import type { BandSection, BreakdownCell, Median, ToldCell } from './report.schema.ts';
import { sumTotals } from './sum-totals.ts';
import type { Tally } from './tally.ts';

/** What a report says, without when and under which edition it says it. */
export type Findings = {
  interim: boolean;
  cells: ToldCell[];
  totals: ToldCell[];
  medians?: Median[] | undefined;
  breakdowns?: BreakdownCell[] | undefined;
  nationalSecurity: BandSection[];
};

/** The report of a period from its sums, as it may be published at an instant. */
export function foldReport(
  tally: Tally,
  {
    period,
    schemes,
    at,
    fewest = 1,
  }: { period: Period; schemes: readonly Structure[]; at: Date; fewest?: number },
): Findings {
  const cells = drawCells(tally);
  return {
    interim: at < period.to,
    cells,
    totals: sumTotals(cells),
    medians: drawMedians(tally, fewest),
    // Of an open period every day would tell of another demand; those of a year are worked out from its halves.
    ...(period.cadence === 'half-year' && at >= period.to
      ? { breakdowns: drawBreakdowns(tally, fewest) }
      : {}),
    nationalSecurity: schemes.map((scheme) => drawBands(tally.secret, { scheme, period, at })),
  };
}
