import { CLOCK_DUE, type ClockPart } from '../../ledger/parts/clock.part.ts';
import { endInstant } from '../../shared/calendar.ts';
import { endOfClock } from '../law/calendar.ts';
import type { DeskClock, DeskClockName } from '../law/clock.schema.ts';
import type { Rulebook } from './rulebook.ts';

/** Begins clocks as rulebook/clocks.yaml has them. */
export type DeskClocks = {
  /**
   * A clock of the desk, written with `replaced(CLOCK(clock), …)` in the change that knows its date.
   * @throws RangeError where neither the rulebook nor the caller gives its end
   */
  start(name: DeskClockName, times: Times): ClockPart;
  /** The same of a statutory time that a page has as a deadline. */
  deadline(statutory: string, times: { from: string; until: string }): ClockPart;
};

/** `until`: a date lasts until its day is over. */
type Times = { from: string; until?: string | undefined };

const HOUR_MS = 3_600_000;

export function deskClocks({ general, clocks }: Pick<Rulebook, 'general' | 'clocks'>): DeskClocks {
  const { desk } = general.clocks;
  const lasting = (name: string | undefined, from: string) => {
    const clock = name === undefined ? undefined : clocks[name];
    return clock && endOfClock(clock, from);
  };
  return {
    start: (name, { from, until }) => {
      const one = desk[name];
      const end = until ?? lasting(one?.lasts, from);
      if (!one || end === undefined) throw new RangeError(`a clock ${name} without an end`);
      return clockOf(name, one, { from, until: end });
    },
    deadline: (statutory, times) => {
      const one = Object.values(desk).find((candidate) => candidate.for?.includes(statutory));
      const law = clocks[statutory];
      if (!one || !law) throw new RangeError(`nobody watches ${statutory}`);
      return clockOf(statutory, { ...one, citation: law.citation }, times);
    },
  };
}

function clockOf(name: string, one: DeskClock, times: { from: string; until: string }): ClockPart {
  const from = new Date(times.from).toISOString();
  const until = endInstant(times.until);
  const warnAt = [...new Set(one.warn.map((hours) => new Date(Date.parse(until) - hours * HOUR_MS)))]
    .map((at) => at.toISOString())
    .filter((at) => at > from)
    .sort();
  const first = nextOf({ until, warnAt, atEnd: one.atEnd });
  return {
    clock: name,
    cite: one.citation,
    from,
    until,
    warnAt,
    atEnd: one.atEnd,
    to: one.to,
    ...(one.repeat ? { repeat: one.repeat } : {}),
    ...(one.runs ? { runs: one.runs } : {}),
    ...(one.lasts ? { isOurs: true } : {}),
    ...(one.task ? { isTask: true } : {}),
    state: 'running',
    ...(first === undefined ? {} : { dueKind: CLOCK_DUE, dueAt: first }),
  };
}

/** When somebody looks at a clock that runs: to warn, and when it ends. What the service ends itself is not looked at then. */
export const nextOf = ({ warnAt, until, atEnd }: Pick<ClockPart, 'warnAt' | 'until' | 'atEnd'>) =>
  warnAt[0] ?? (atEnd === 'ends' ? undefined : until);
