import type { Outcome } from '../shared/determination.schema.ts';
import { earliest, endOf, utcDay } from './calendar.ts';
import { type Case, dateOf, firstDate } from './case.ts';
import { runsUntil } from './checks/time-checks.ts';
import { holdsCondition } from './holds-condition.ts';

/** When the answer is due: the first of the page's rules that gives a date. */
export function dueOf(given: Case, secrecyBinds: boolean): string | undefined {
  for (const due of given.page.due ?? []) {
    if (due.when && !holdsCondition(due.when, given, secrecyBinds)) continue;
    if ('paper' in due) {
      const stated = dateOf(given, due.paper);
      if (stated !== undefined) return stated;
      continue;
    }
    const start = firstDate(given, due.from);
    const clock = given.rulebook.clocks[due.clock];
    if (start !== undefined && clock !== undefined) return endOf(clock, start);
  }
  return undefined;
}

/** Until when data is kept: the page's clock from its day, or from the end of the hold that is renewed. */
export function endOfKeeping(
  { page, rulebook, demand, ...given }: Case,
  outcome: Outcome,
): string | undefined {
  const { keeping } = page;
  if (!keeping) return undefined;
  const { extension } = demand;
  const isRenewal = outcome === 'preserve' && extension !== undefined && keeping.renewalClock !== undefined;
  const start = isRenewal ? extension.expires : firstDate({ demand, service: given.service }, keeping.from);
  const clock = rulebook.clocks[isRenewal ? (keeping.renewalClock ?? keeping.clock) : keeping.clock];
  return start === undefined || clock === undefined ? undefined : endOf(clock, start);
}

/** When an order that runs ends, as a UTC date. */
export function endOfOrder(given: Case): string | undefined {
  if (given.ready.running.length === 0) return undefined;
  const ends = given.ready.running.flatMap((rule) => runsUntil(rule, given) ?? []);
  const first = earliest(ends);
  return first === undefined ? undefined : utcDay(first);
}
