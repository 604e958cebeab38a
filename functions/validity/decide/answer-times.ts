import { isBareDate } from '../../shared/calendar.ts';
import type { Deadline, Determination, Outcome } from '../../shared/determination.schema.ts';
import { type Case, dateOf, firstDate } from '../checks/case.ts';
import { clockEnd } from '../checks/clock-end.ts';
import { endOfHold } from '../checks/renewal-in-time.check.ts';
import { runsUntil } from '../checks/running.check.ts';
import { addDays, earliest, endOfClock, isAfter } from '../law/calendar.ts';
import type { GroundLaw } from '../law/ground-law.ts';
import type { Instrument } from '../pages/instrument.ts';
import type { Due, Page } from '../pages/page.schema.ts';
import { holdsFor, type OfPage, specialiseCondition } from './specialise-condition.ts';

const DAY_HOURS = 24;

type Clocks = Pick<GroundLaw, 'clocks'>;
type When = (given: Case) => string | undefined;

/** When the answer is due: the first of the page's rules that gives a date. */
export function dueDate({ due = [], ...page }: Page, ground: OfPage['ground'] & Clocks): When {
  const dates = due.map((one) => {
    const when = specialiseCondition(one.when, { page, ground });
    const date = dateGivenBy(one, ground);
    return (given: Case) => (holdsFor(when, given) ? date(given) : undefined);
  });
  return (given) => {
    for (const date of dates) {
      const found = date(given);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

function dateGivenBy(due: Due, { clocks }: Clocks): When {
  if ('paper' in due) return (given) => dateOf(given, due.paper);
  const clock = clocks[due.clock];
  return (given) => {
    const start = firstDate(given, due.from);
    if (start === undefined || clock === undefined) return undefined;
    // A date without a time says nothing of hours; whole days are counted from it as days.
    if ('hours' in clock && isBareDate(start) && clock.hours % DAY_HOURS === 0)
      return addDays(start, clock.hours / DAY_HOURS);
    return endOfClock(clock, start);
  };
}

/** Until when data is kept: the page's clock from its day, or from the end of the hold that is renewed in time. */
export function endOfKeeping(
  { keeping }: Page,
  { clocks }: Clocks,
): (given: Case, outcome: Outcome) => string | undefined {
  if (!keeping) return () => undefined;
  const clock = clocks[keeping.clock];
  const renewal = keeping.renewalClock === undefined ? undefined : clocks[keeping.renewalClock];
  return (given, outcome) => {
    const { extension } = given.demand;
    const held = extension && endOfHold(extension, clock);
    if (renewal && held !== undefined && outcome === 'preserve' && !isAfter(given.service, held))
      return endOfClock(renewal, held);
    return clockEnd(given, { from: keeping.from, clock });
  };
}

/**
 * Days that matter besides the answer's: to object, to hear from an authority, to see an order lapse. Of a demand that is
 * refused, only those that belong to a reason which it gives.
 */
export function deadlinesOf(
  { deadlines = [], ...page }: Page,
  ground: OfPage['ground'] & Clocks,
): (given: Case, decision: Pick<Determination, 'outcome' | 'reasons'>) => Deadline[] {
  const all = deadlines.map((one) => ({ ...one, when: specialiseCondition(one.when, { page, ground }) }));
  return (given, { outcome, reasons }) =>
    all.flatMap(({ clock, from, when, because }) => {
      const matters = because ? because.some((reason) => reasons.includes(reason)) : outcome !== 'reject';
      if (!matters || !holdsFor(when, given)) return [];
      const until = clockEnd(given, { from, clock: ground.clocks[clock] });
      return until === undefined ? [] : [{ clock, until }];
    });
}

/** When an order that runs ends: a UTC date, or an instant where hours are counted. */
export function endOfOrder({ all, ...page }: Instrument, ground: OfPage['ground'] & Clocks): When {
  const running = all
    .filter((rule) => rule.check === 'running')
    .map((rule) => ({
      rule,
      when: specialiseCondition(rule.when, { page, ground }),
      unless: rule.unless !== undefined && specialiseCondition(rule.unless, { page, ground }),
    }));
  if (running.length === 0) return () => undefined;
  return (given) =>
    earliest(
      running
        .filter(({ when, unless }) => holdsFor(when, given) && !holdsFor(unless, given))
        .flatMap(({ rule }) => runsUntil(rule, given, ground) ?? []),
    );
}
