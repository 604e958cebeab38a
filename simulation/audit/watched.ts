import { overAt } from './dates.ts';
import type { DeskRow } from './rulebook-data.ts';

const HOUR = 3_600_000;

/** A date of one demand: when people must have been warned of it, and told that it passed. */
export type Watched = {
  name: string;
  from: number;
  over: number;
  row: DeskRow;
  /** When people were warned, and told that it is missed. */
  warned: number[];
  missed: number[];
  /** A check of the demand began it, and a later one may take it back. */
  isOfCheck?: true;
};

export function watched(name: string, row: DeskRow, from: string, until: string): Watched {
  return { name, from: Date.parse(from), over: overAt(until), row, warned: [], missed: [] };
}

/** What of a demand says whether its date still matters. */
export type Standing = { status: string; withdrawnAt?: string | undefined };

export const matters = ({ row }: Watched, { status, withdrawnAt }: Standing): boolean =>
  row.runs === undefined || (withdrawnAt === undefined && row.runs.includes(status));

/** The next instant, after one, at which somebody must be told of a date. */
export function nextToTell({ over, from, row, missed }: Watched, after: number): number | undefined {
  const warns = row.warn.map((hours) => over - hours * HOUR).filter((at) => at > from);
  const ends = row.atEnd === 'ends' ? [] : [over];
  const repeats =
    row.repeat && row.atEnd !== 'ends' && missed.length > 0 ? repeatsOf(over, row.repeat, after) : [];
  return [...warns, ...ends, ...repeats].filter((at) => at > after).sort((a, b) => a - b)[0];
}

function repeatsOf(
  over: number,
  { hours, times, after: slow }: { hours: number; times: number; after?: number },
  after: number,
): number[] {
  const often = Array.from({ length: times }, (_, index) => over + (index + 1) * hours * HOUR);
  const last = over + times * hours * HOUR;
  if (slow === undefined) return often;
  let next = last + slow * HOUR;
  while (next <= after) next += slow * HOUR;
  return [...often, next];
}

/** Whether people were told, at or after an instant at which they had to be. A date that passed makes warnings of it idle. */
export const wasTold = ({ warned, missed, over }: Watched, at: number, now: number): boolean =>
  at < over
    ? now >= over || warned.some((told) => told >= at) || missed.length > 0
    : missed.some((told) => told >= at);
