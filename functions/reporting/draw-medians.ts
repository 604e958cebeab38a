import { ALL, type Median, TOLD } from './report.schema.ts';
import type { Tally } from './tally.ts';

/** Tenths of an hour in one. */
const TENTHS = 10;

/**
 * How long disclosures took, by series and of all together: worked out from every single time, never from other medians.
 * @param fewest of fewer than so many none is told: a time of one could be recognised
 */
export function drawMedians({ hours }: Pick<Tally, 'hours'>, fewest: number): Median[] {
  const all = new Map<number, number>();
  for (const times of hours.values())
    for (const [tenths, demands] of times) all.set(tenths, (all.get(tenths) ?? 0) + demands);
  return [
    ...TOLD.map((series) => medianOf(series, hours.get(series) ?? new Map(), fewest)),
    medianOf(ALL, all, fewest),
  ];
}

function medianOf(series: Median['series'], times: ReadonlyMap<number, number>, fewest: number): Median {
  const sorted = [...times].filter(([, demands]) => demands > 0).sort(([a], [b]) => a - b);
  const demands = sorted.reduce((sum, [, count]) => sum + count, 0);
  const said = { series, measure: 'hours-to-disclosure' as const, demands };
  if (demands === 0) return { ...said, hours: null, state: 'not_applicable' };
  if (demands < fewest) return { ...said, hours: null, state: 'suppressed' };
  const at = (rank: number) => {
    let seen = 0;
    for (const [tenths, count] of sorted) {
      seen += count;
      if (seen > rank) return tenths;
    }
    return 0;
  };
  // Of an even number, the mean of the middle two.
  const tenths = (at(Math.floor((demands - 1) / 2)) + at(Math.floor(demands / 2))) / 2;
  return { ...said, hours: tenths / TENTHS, state: 'exact' };
}
