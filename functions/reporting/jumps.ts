import { ALL, type BandCell, type Report } from './report.schema.ts';

/**
 * Demands of a country, or of the world, that are many times more or fewer than in the period before. Of a band, `instrument` is
 * its category, and the numbers are where the printed bands begin.
 */
export type Jump = { country: string; instrument?: string | undefined; was: number; is: number };

type Measure = {
  /** How many times more or fewer. */
  times: number;
  /** Of fewer demands in both periods nothing is said. */
  fewest: number;
};

/**
 * What is not impossible, and was wrong in reports that others published: numbers that leap from one period to the next. They
 * are said to who publishes, who looks whether it is so; they keep no edition back. Of national-security process the printed
 * bands are looked at, by their middles, and nothing else: who publishes may not know its numbers.
 */
export function jumps(report: Report, before: Report, { times, fewest }: Measure): Jump[] {
  const [is, was] = [demandsIn(report), demandsIn(before)];
  const told = [...new Set([...is.keys(), ...was.keys()])]
    .sort()
    .map((country) => ({ country, was: was.get(country) ?? 0, is: is.get(country) ?? 0 }))
    .filter((one) => Math.max(one.was, one.is) >= fewest && isLeap(one.was, one.is, times));
  const old = new Map(bandsIn(before).map((cell) => [placeOf(cell), cell]));
  const banded = bandsIn(report).flatMap((cell) => {
    const last = old.get(placeOf(cell));
    const { country, instrument } = cell;
    return last && isLeap(middleOf(last), middleOf(cell), times)
      ? [{ country, instrument, was: last.low ?? 0, is: cell.low ?? 0 }]
      : [];
  });
  return [...told, ...banded];
}

/**
 * Categories of bands with more demands than selectors: each demand targets one at least, so the columns may have been
 * swapped. It is read off the printed bands.
 */
export function swapped(report: Report): { country: string; instrument: string }[] {
  const selectors = new Map(
    bandsOf(report, 'selectors').map((cell) => [placeOf(cell), cell.high ?? Number.POSITIVE_INFINITY]),
  );
  return bandsIn(report)
    .filter((cell) => (cell.low ?? 0) > (selectors.get(placeOf(cell)) ?? Number.POSITIVE_INFINITY))
    .map(({ country, instrument }) => ({ country, instrument }));
}

function isLeap(one: number, other: number, times: number): boolean {
  return Math.max(one, other) > Math.min(one, other) * times;
}

const bandsOf = ({ nationalSecurity }: Report, measure: BandCell['measure']): BandCell[] =>
  nationalSecurity
    .flatMap(({ cells }) => cells)
    .filter((cell) => cell.state === 'band' && cell.measure === measure);
const bandsIn = (report: Report) => bandsOf(report, 'demands');
const placeOf = ({ country, instrument }: BandCell) => `${country}|${instrument}`;
const middleOf = ({ low, high }: BandCell) => ((low ?? 0) + (high ?? 0)) / 2;

const demandsIn = ({ totals }: Report): Map<string, number> =>
  new Map(
    totals
      .filter(
        ({ series, instrument, measure, outcome }) =>
          series === ALL && instrument === ALL && measure === 'demands' && outcome === ALL,
      )
      .map(({ country, low }) => [country, low ?? 0]),
  );
