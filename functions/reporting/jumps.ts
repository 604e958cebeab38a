import { ALL, type Report } from './report.schema.ts';

/** Demands of a country, or of the world, that are many times more or fewer than in the period before. */
export type Jump = { country: string; was: number; is: number };

/**
 * What is not impossible, and was wrong in reports that others published: numbers that leap from one period to the next. They
 * are said to who publishes, who looks whether it is so; they keep no edition back. Of national-security process none is looked
 * at: who publishes may not know its numbers.
 * @param times how many times more or fewer
 * @param fewest of fewer demands in both periods nothing is said
 */
export function jumps(
  report: Pick<Report, 'totals'>,
  before: Pick<Report, 'totals'>,
  { times, fewest }: { times: number; fewest: number },
): Jump[] {
  const [is, was] = [demandsIn(report), demandsIn(before)];
  return [...new Set([...is.keys(), ...was.keys()])]
    .sort()
    .map((country) => ({ country, was: was.get(country) ?? 0, is: is.get(country) ?? 0 }))
    .filter((one) => {
      const [least, most] = [Math.min(one.was, one.is), Math.max(one.was, one.is)];
      return most >= fewest && most > least * times;
    });
}

const demandsIn = ({ totals }: Pick<Report, 'totals'>): Map<string, number> =>
  new Map(
    totals
      .filter(
        ({ series, instrument, measure, outcome }) =>
          series === ALL && instrument === ALL && measure === 'demands' && outcome === ALL,
      )
      .map(({ country, low }) => [country, low ?? 0]),
  );
