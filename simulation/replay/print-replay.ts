import { memory, type Progress } from './progress.ts';
import { sumOf } from './published-table.ts';
import type { Plan, Replayed } from './replay.ts';

const MOST = 50;
const count = (value: number) => value.toLocaleString('en-US');

/** What was played, where the edition is, and each cell that is not as the table has it. */
export function printedReplay(
  { rows, period }: Plan,
  { cells, mismatches, elsewhere, folder, edition, refused }: Replayed,
  progress?: Pick<Progress, 'rate' | 'seconds' | 'early'>,
): string {
  const [demands, accounts] = [sumOf(rows, 'requests'), sumOf(rows, 'accounts')];
  const lines = [
    `${period.label}: ${count(demands)} demands of ${rows.length} countries, ${count(accounts)} accounts`,
    ...(progress
      ? [
          `rate       ${progress.rate.toFixed(1)} demands a second, ${Math.round(progress.seconds)} s`,
          `memory     ${progress.early} MB at a tenth, ${memory()} MB at the end`,
        ]
      : []),
    `edition    ${edition} of ${period.label}, in ${folder}/reports`,
    ...Object.entries(refused).map(([what, times]) => `refused    ${what.trim()}: ${count(times)} times`),
    ...elsewhere.map(
      ({ country, demands: sent }) =>
        `redirected ${country}: ${count(sent)} demands for content, which the law of the period gives it by a treaty alone`,
    ),
    `${count(cells)} cells compared, ${count(mismatches.length)} mismatches`,
    ...mismatches
      .slice(0, MOST)
      .map(
        ({ country, column, wanted, got }) =>
          `  ${country} ${column}: wanted ${wanted}, got ${got ?? 'no number'}`,
      ),
    ...(mismatches.length > MOST ? [`  and ${count(mismatches.length - MOST)} more`] : []),
  ];
  return lines.join('\n');
}
