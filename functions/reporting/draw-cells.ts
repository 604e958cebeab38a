import { FACT_OUTCOMES, type Facts } from '../ledger/facts.schema.ts';
import { BY_COUNTRY, FOR_THE_WORLD, SUMS, type Sum } from './measures.ts';
import { ALL, TOLD, type ToldCell, WORLD } from './report.schema.ts';
import { emptyOutcomes, type Row, type Tally } from './tally.ts';

/** The report's facts from the sums: sorted, so that the same sums always print the same. */
export function drawCells(tally: Pick<Tally, 'rows' | 'world' | 'worldMissing'>): ToldCell[] {
  const rows = [...tally.rows.values()].sort(
    bySpelling((row) => `${row.series}|${row.country}|${row.instrument}`),
  );
  return [
    ...rows.flatMap(rowCells),
    ...TOLD.flatMap((series) =>
      worldCells(series, {
        sums: tally.world.get(series) ?? {},
        missing: tally.worldMissing.get(series) ?? {},
      }),
    ),
  ];
}

/** The zeros of a series that nobody demanded anything under: a zero is told, not left out. */
export const zeroCells = (series: ToldCell['series']): ToldCell[] =>
  rowCells({ series, country: WORLD, instrument: ALL, outcomes: emptyOutcomes(), sums: {}, missing: {} });

type Place = Pick<ToldCell, 'series' | 'country' | 'instrument'>;

function rowCells({ outcomes, sums, missing, ...place }: Omit<Row, 'series'> & Place): ToldCell[] {
  return [
    ...FACT_OUTCOMES.map((outcome) =>
      cannotHappen(place.series, outcome) && outcomes[outcome] === 0
        ? notApplicable(place, outcome)
        : demands(place, outcomes[outcome], outcome),
    ),
    ...sumCells(place, BY_COUNTRY, { sums, missing }),
  ];
}

type Added = Pick<Row, 'sums' | 'missing'>;

const worldCells = (series: ToldCell['series'], added: Added): ToldCell[] =>
  sumCells({ series, country: WORLD, instrument: ALL }, FOR_THE_WORLD, added);

const sumCells = (
  { series, country, instrument }: Place,
  measures: readonly Sum[],
  { sums, missing }: Added,
): ToldCell[] =>
  measures.map((measure) => {
    const place = { series, country, instrument, measure, outcome: null, unit: SUMS[measure].unit };
    if ((missing[measure] ?? 0) > 0) return { ...place, low: null, high: null, state: 'not_reported' };
    const value = sums[measure] ?? 0;
    return { ...place, low: value, high: value, state: 'exact' };
  });

/** A preservation discloses nothing: for it, these outcomes are no zero but do not exist. */
function cannotHappen(series: string, outcome: Facts['outcome']): boolean {
  return series === 'preservation' && ['content', 'non-content', 'no-data'].includes(outcome);
}

function demands({ series, country, instrument }: Place, value: number, outcome: Facts['outcome']): ToldCell {
  const place = { series, country, instrument, measure: 'demands' as const, outcome };
  return { ...place, low: value, high: value, state: 'exact', unit: 'demands' };
}

function notApplicable(place: Place, outcome: Facts['outcome']): ToldCell {
  return { ...demands(place, 0, outcome), low: null, high: null, state: 'not_applicable' };
}

const bySpelling =
  <T>(spell: (value: T) => string) =>
  (a: T, b: T) =>
    spell(a) < spell(b) ? -1 : 1;
