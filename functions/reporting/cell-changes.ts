import type { Findings } from './fold-report.ts';
import type { Cell, CellChange } from './report.schema.ts';

/** Every fact that is not the same in two reports of one period, in the order of its place. */
export function cellChanges(before: Findings, after: Findings): CellChange[] {
  const old = placed(before);
  const now = placed(after);
  return [...new Set([...old.keys(), ...now.keys()])]
    .sort()
    .map((place) => ({ before: old.get(place) ?? null, after: now.get(place) ?? null }))
    .filter((change) => !same(change.before, change.after));
}

const placed = ({ cells, breakdowns = [], nationalSecurity }: Findings): Map<string, Cell> =>
  new Map(
    [...cells, ...breakdowns, ...nationalSecurity.flatMap((section) => section.cells)].map((cell) => [
      [cell.series, cell.country, cell.instrument, cell.measure, cell.outcome ?? ''].join('|'),
      cell,
    ]),
  );

const same = (a: Cell | null, b: Cell | null) =>
  a?.low === b?.low && a?.high === b?.high && a?.state === b?.state && a?.unit === b?.unit;
