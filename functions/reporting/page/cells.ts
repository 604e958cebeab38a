import { ALL, type Report, type ToldCell, WORLD } from '../report.schema.ts';

type Place = Partial<Pick<ToldCell, 'series' | 'country' | 'instrument' | 'measure' | 'outcome'>>;

/** Sums by where they stand: a page asks for hundreds of them. */
export function sumsOf({ totals }: Pick<Report, 'totals'>): (place: Place) => ToldCell | undefined {
  const name = ({ series, country, instrument, measure, outcome }: Required<Place>) =>
    [series, country, instrument, measure, outcome ?? ''].join('|');
  const known = new Map(totals.map((cell) => [name(cell), cell]));
  return (place) =>
    known.get(
      name({ series: ALL, country: WORLD, instrument: ALL, measure: 'demands', outcome: null, ...place }),
    );
}

/** Of a cell that tells a number, that; of another, nothing. */
export const numberOf = (cell: ToldCell | undefined): number | undefined =>
  cell?.state === 'exact' && cell.low !== null ? cell.low : undefined;
