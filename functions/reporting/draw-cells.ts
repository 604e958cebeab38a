import { FACT_OUTCOMES, type Facts, SERIES } from '../ledger/facts.schema.ts';
import { ALL, type Cell, type Measure, WORLD } from './report.schema.ts';
import { emptySums, emptyWorldRow, type Row, type Tally, type WorldRow } from './tally.ts';

/** Series whose exact numbers are told. */
export const TOLD_SERIES = SERIES.filter((series) => series !== 'national-security').sort();

/** The report's facts from the sums: sorted, so that the same sums always print the same. */
export function drawCells(tally: Pick<Tally, 'rows' | 'world'>): Cell[] {
  const rows = [...tally.rows.values()].sort(
    bySpelling((row) => `${row.series}|${row.country}|${row.instrument}`),
  );
  return [
    ...rows.flatMap(rowCells),
    ...TOLD_SERIES.flatMap((series) => worldCells(series, tally.world.get(series) ?? emptyWorldRow())),
  ];
}

/** The zeros of a series that nobody demanded anything under: a zero is told, not left out. */
export const zeroCells = (series: string): Cell[] =>
  rowCells({ series, country: WORLD, instrument: ALL, ...emptySums() });

type Place = Pick<Cell, 'series' | 'country' | 'instrument'>;

function rowCells({
  outcomes,
  identifiers,
  accounts,
  narrowed,
  ...place
}: Omit<Row, 'series'> & Place): Cell[] {
  return [
    ...FACT_OUTCOMES.map((outcome) =>
      cannotHappen(place.series, outcome) && outcomes[outcome] === 0
        ? notApplicable(place, outcome)
        : exact(place, 'demands', outcomes[outcome], outcome),
    ),
    exact(place, 'identifiers', identifiers),
    exact(place, 'accounts', accounts),
    exact(place, 'narrowed', narrowed),
  ];
}

function worldCells(series: string, row: WorldRow): Cell[] {
  const place = { series, country: WORLD, instrument: ALL };
  return [
    exact(place, 'enterprise', row.enterprise),
    exact(place, 'enterprise-disclosed', row.enterpriseDisclosed),
    exact(place, 'secrecy', row.secrecy),
    exact(place, 'notice-planned', row.notice.planned),
    exact(place, 'notice-sent', row.notice.sent),
    exact(place, 'notice-prohibited', row.notice.prohibited),
    exact(place, 'notice-authority', row.notice.authority),
  ];
}

/** A preservation discloses nothing: for it, these outcomes are no zero but do not exist. */
function cannotHappen(series: string, outcome: Facts['outcome']): boolean {
  return series === 'preservation' && ['content', 'non-content', 'no-data'].includes(outcome);
}

function exact(place: Place, measure: Measure, value: number, outcome: Cell['outcome'] = null): Cell {
  const { series, country, instrument } = place;
  const unit = measure === 'identifiers' || measure === 'accounts' ? measure : 'demands';
  return { series, country, instrument, measure, outcome, low: value, high: value, state: 'exact', unit };
}

function notApplicable(place: Place, outcome: Facts['outcome']): Cell {
  return { ...exact(place, 'demands', 0, outcome), low: null, high: null, state: 'not_applicable' };
}

const bySpelling =
  <T>(spell: (value: T) => string) =>
  (a: T, b: T) =>
    spell(a) < spell(b) ? -1 : 1;
