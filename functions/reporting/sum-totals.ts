import { zeroCells } from './draw-cells.ts';
import { ALL, TOLD, type ToldCell, WORLD } from './report.schema.ts';
import { IN_TOTAL } from './told-facts.ts';

/**
 * Sums of facts: each series by country, by instrument and for the world; all series of the total by country and for
 * the world. Everything is added up from the facts, so a total can never differ from its rows.
 */
export function sumTotals(cells: readonly ToldCell[]): ToldCell[] {
  const totals = new Map<string, ToldCell>();
  for (const cell of ([...TOLD, ALL] as const).flatMap((series) => zeroCells(series))) add(totals, cell);
  for (const cell of cells) for (const place of placesOf(cell)) add(totals, { ...cell, ...place });
  return [...totals.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, total]) => total);
}

type Place = Pick<ToldCell, 'series' | 'country' | 'instrument'>;

function placesOf({ series, country, instrument }: ToldCell): Place[] {
  const ofSeries: Place[] =
    country === WORLD
      ? []
      : [
          { series, country, instrument: ALL },
          { series, country: WORLD, instrument },
          { series, country: WORLD, instrument: ALL },
        ];
  if (!IN_TOTAL.includes(series)) return ofSeries;
  const ofAll: Place[] = [{ series: ALL, country: WORLD, instrument: ALL }];
  return country === WORLD ? ofAll : [...ofSeries, { series: ALL, country, instrument: ALL }, ...ofAll];
}

function add(totals: Map<string, ToldCell>, cell: ToldCell): void {
  addTo(totals, cell);
  if (cell.outcome !== null) addTo(totals, { ...cell, outcome: ALL });
}

function addTo(totals: Map<string, ToldCell>, cell: ToldCell): void {
  const { series, country, instrument, measure, outcome } = cell;
  const key = [series, country, instrument, measure, outcome ?? ''].join('|');
  const before = totals.get(key);
  const value = (before?.low ?? 0) + (cell.low ?? 0);
  // A sum of which a part is not told would be too low.
  const state = [cell.state, before?.state].includes('not_reported')
    ? 'not_reported'
    : [cell.state, before?.state].includes('exact')
      ? 'exact'
      : 'not_applicable';
  const numbers = state === 'exact' ? { low: value, high: value } : { low: null, high: null };
  totals.set(key, { ...cell, ...numbers, state });
}
