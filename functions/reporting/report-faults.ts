import { FACT_OUTCOMES } from '../ledger/facts.schema.ts';
import { COUNTRIES } from '../shared/countries.ts';
import type { Structure } from './chosen-schemes.ts';
import { UNKNOWN_COUNTRY } from './issuing-country.ts';
import { FOR_THE_WORLD } from './measures.ts';
import { parsePeriod } from './period.ts';
import { printableFrom } from './printable-from.ts';
import { ALL, type BandCell, type Report, type ToldCell, WORLD } from './report.schema.ts';

/** A rule that a report breaks: none is published that breaks one. */
export type ReportFault =
  | 'partition'
  | 'subset'
  | 'total'
  | 'state'
  | 'country'
  | 'band'
  | 'breakdown'
  | 'structure'
  | 'delay'
  | 'reason'
  | 'year';

type Context = {
  schemes: readonly Structure[];
  /** The reports of the halves of a year, where both are published. */
  halves?: readonly Report[] | undefined;
  /** Of fewer demands no breakdown tells. */
  fewest?: number | undefined;
};

/**
 * What a report says that cannot be: worked out from its cells alone, apart from the code that drew them, by the rules that
 * published reports of others were seen to break.
 */
export function reportFaults(report: Report, { schemes, halves = [], fewest = 1 }: Context): ReportFault[] {
  const bands = report.nationalSecurity.flatMap((section) =>
    section.cells.map((cell) => ({ section, cell })),
  );
  const rules: [ReportFault, boolean][] = [
    ['state', [...report.cells, ...report.totals].every(isTold) && bands.every(({ cell }) => isBanded(cell))],
    ['country', [...report.cells, ...report.totals].every(({ country }) => isCountry(country))],
    ['partition', partitionHolds(report.totals)],
    ['subset', subsetsHold(report.totals)],
    ['total', isSumOf(report.totals, report.cells)],
    [
      'band',
      bands.every(({ section, cell }) => isOnGrid(cell, section.width, baseOf(section.scheme, schemes))),
    ],
    ['breakdown', breakdownsHold(report, fewest)],
    ['structure', isOneOfEach(report)],
    ['delay', bands.every(({ section, cell }) => isPrintable(cell, section.scheme, report, schemes))],
    ['reason', report.supersedes === undefined || report.changes.every(({ reason }) => reason !== undefined)],
    [
      'year',
      halves.length === 0 ||
        isSumOf(
          report.totals,
          halves.flatMap(({ totals }) => totals),
          placeOf,
        ),
    ],
  ];
  return rules.filter(([, holds]) => !holds).map(([fault]) => fault);
}

const isCount = (value: number | null) => value !== null && Number.isInteger(value) && value >= 0;
const isTold = ({ state, low, high }: ToldCell) =>
  state === 'exact' ? isCount(low) && low === high : low === null && high === null;
const isBanded = ({ state, low, high }: BandCell) =>
  state === 'band' ? isCount(low) && isCount(high) : low === null && high === null;
const isCountry = (code: string) => code === WORLD || code === UNKNOWN_COUNTRY || COUNTRIES.has(code);

type Place = Pick<ToldCell, 'series' | 'country' | 'instrument' | 'measure' | 'outcome'>;
const placeOf = ({ series, country, instrument, measure, outcome }: Place) =>
  [series, country, instrument, measure, outcome ?? ''].join('|');

/** The outcomes of each place add up to its demands. */
function partitionHolds(totals: readonly ToldCell[]): boolean {
  const at = new Map(totals.map((cell) => [placeOf(cell), cell.low ?? 0]));
  return totals
    .filter(({ outcome }) => outcome === ALL)
    .every((whole) => {
      const parts = FACT_OUTCOMES.map((outcome) => at.get(placeOf({ ...whole, outcome })) ?? 0);
      return parts.reduce((sum, part) => sum + part, 0) === whole.low;
    });
}

/** Measures that count some of the demands, so that none can be more than all. */
const SUBSETS = ['narrowed', 'exigent', ...FOR_THE_WORLD].filter(
  (measure) => measure !== 'superseded' && measure !== 'duplicates',
);

function subsetsHold(totals: readonly ToldCell[]): boolean {
  const at = new Map(totals.map((cell) => [placeOf(cell), cell.low ?? 0]));
  return totals
    .filter(({ measure }) => SUBSETS.some((subset) => subset === measure))
    .every(
      (part) => (part.low ?? 0) <= (at.get(placeOf({ ...part, measure: 'demands', outcome: ALL })) ?? 0),
    );
}

/** Series of the total: what is preserved or only told of demands nothing. */
const APART: readonly string[] = ['preservation', 'informational'];

/** Every total is the sum of what it is a total of. */
function isSumOf(
  totals: readonly ToldCell[],
  cells: readonly ToldCell[],
  only?: (cell: ToldCell) => string,
): boolean {
  const sums = new Map<string, number>();
  const open = new Set<string>();
  for (const cell of cells)
    for (const key of only ? [only(cell)] : totalsOf(cell)) {
      sums.set(key, (sums.get(key) ?? 0) + (cell.low ?? 0));
      if (cell.state === 'not_reported') open.add(key);
    }
  const told = new Set(totals.map(placeOf));
  const isRight = (total: ToldCell) =>
    open.has(placeOf(total))
      ? total.state === 'not_reported'
      : total.state !== 'not_reported' && (total.low ?? 0) === (sums.get(placeOf(total)) ?? 0);
  return totals.every(isRight) && [...sums].every(([key, sum]) => sum === 0 || told.has(key));
}

function totalsOf(cell: ToldCell): string[] {
  const series = APART.includes(cell.series) ? [cell.series] : [cell.series, ALL as ToldCell['series']];
  const outcomes = cell.outcome === null ? [null] : [cell.outcome, ALL as ToldCell['outcome']];
  const keys = new Set<string>();
  for (const one of series)
    for (const outcome of outcomes)
      for (const [country, instrument] of [
        [cell.country, ALL],
        [WORLD, cell.instrument],
        [WORLD, ALL],
      ] as const) {
        // All series together are told by country and for the world, and not by instrument.
        if (one === ALL && instrument !== ALL) continue;
        // What is told for the world alone is its own total within its series.
        if (one !== ALL && cell.country === WORLD) continue;
        keys.add(placeOf({ ...cell, series: one, country, instrument, outcome }));
      }
  return [...keys];
}

/** Nothing is told of few; and what the first edition of a half-year tells apart makes up the demands of its place. */
function breakdownsHold({ breakdowns = [], totals, supersedes, period }: Report, fewest: number): boolean {
  const sums = new Map<string, number>();
  for (const { country, measure, low } of breakdowns) {
    const place = `${country}|${measure.split('-', 1)}`;
    sums.set(place, (sums.get(place) ?? 0) + low);
  }
  const received = new Map(
    totals
      .filter(({ series, instrument, measure, outcome }) =>
        [series, instrument, measure, outcome].every(
          (one, place) => one === [ALL, ALL, 'demands', ALL][place],
        ),
      )
      .map(({ country, low }) => [country, low]),
  );
  const isFirst = supersedes === undefined && parsePeriod(period)?.cadence === 'half-year';
  return (
    breakdowns.every(({ low, high }) => low === high && low >= fewest) &&
    (!isFirst || [...sums].every(([place, sum]) => received.get(place.split('|', 1)[0] ?? '') === sum))
  );
}

const baseOf = (scheme: string, schemes: readonly Structure[]) =>
  schemes.find(({ id }) => id === scheme)?.base ?? 0;

/** A band is as wide as its structure says and begins on its grid, but for what its low end was raised by. */
function isOnGrid({ state, low, high, lifted = 0 }: BandCell, width: number, base: number): boolean {
  if (state !== 'band' || low === null || high === null) return lifted === 0;
  const first = low - lifted;
  return lifted < width && high - first + 1 === width && (first - base) % width === 0;
}

const isOneOfEach = ({ nationalSecurity }: Report) =>
  new Set(nationalSecurity.map(({ jurisdiction }) => jurisdiction)).size === nationalSecurity.length;

/** No band is printed before the period is over and the delay of its structure with it. */
function isPrintable(
  { state, instrument }: BandCell,
  scheme: string,
  report: Report,
  schemes: readonly Structure[],
): boolean {
  if (state !== 'band') return true;
  const period = parsePeriod(report.period);
  if (!period || report.interim) return false;
  const category = schemes.find(({ id }) => id === scheme)?.categories.find(({ id }) => id === instrument);
  // A structure that is known no longer was printed when it was.
  return new Date(report.asOf) >= (category ? printableFrom(category, period) : period.to);
}
