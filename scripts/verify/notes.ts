import { stampOf } from './date-time.ts';
import { timesOf } from './grant-times.ts';
import type { PackageGrant } from './package-manifest.ts';

/** Stamps inside records come from clocks that are not ours. */
const SLACK_MS = 300_000;

/** What a record's note must say, given its grant and the cells that tell of times. */
export function expectedNote(grant: PackageGrant, cells: ReadonlyMap<string, string>): string {
  const notes: string[] = [];
  for (const name of ['date', 'sentAt', 'start', 'modified', 'accessed']) {
    const cell = cells.get(name) ?? '';
    if (cell === '') continue;
    // Of several texts in one cell none is a time.
    const at = cell.includes(' | ') ? undefined : stampOf(cell);
    if (at === undefined) notes.push(`${name}: not a time`);
    else if (isFarFrom(grant, at)) notes.push(`${name}: outside the period`);
  }
  return notes.join(' | ');
}

/** The same of the instant that a message has of itself. */
export const expectedMailNote = (grant: PackageGrant, stamped: number | undefined): string =>
  stamped !== undefined && isFarFrom(grant, stamped) ? 'stamped: outside the period' : '';

function isFarFrom(grant: PackageGrant, at: number): boolean {
  return timesOf(grant).spans.every(({ from, to }) => at < from - SLACK_MS || at >= to + SLACK_MS);
}

/** Fields as the cells that they would be. */
export const cellsOf = (fields: unknown): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(typeof fields === 'object' && fields !== null ? fields : {}).map(([name, value]) => {
      if (value === null || typeof value === 'string') return [name, value ?? ''];
      const [only = '', more] = Array.isArray(value) ? value : [value];
      const isOneText =
        Array.isArray(value) && more === undefined && typeof only === 'string' && !only.includes('|');
      return [name, isOneText ? only : JSON.stringify(value)];
    }),
  );
