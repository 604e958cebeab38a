import * as z from 'zod/mini';
import { addDays, addOwnDays, earliest, endOfClock, isAfter } from '../law/calendar.ts';
import { DateName } from '../law/date-name.schema.ts';
import type { GroundLaw } from '../law/ground-law.ts';
import { some } from '../law/text.schema.ts';
import { counted } from '../words/language.ts';
import { type Case, dateOf } from './case.ts';
import { check } from './check.ts';
import { clock, clockWords, dateText } from './parameters.ts';
import { metIf, UNKNOWN } from './verdict.ts';

const Start = z.strictObject({ date: DateName, plusDays: z.optional(z.int()) });
type Start = z.infer<typeof Start>;

/** Whether an order that runs has not ended. */
export const running = check('running', {
  group: 'times',
  parameters: { clock, starts: some(Start) },
  words: {
    clock: clockWords,
    starts: { label: 'Starts', say: (starts) => `at the earliest of ${starts.map(startText).join('; ')}` },
  },
  mayLackFacts: true,
  asks: (rule, law) => (given) => {
    const end = runsUntil(rule, given, law);
    return end === undefined ? UNKNOWN : metIf(!isAfter(given.circumstances.now, end));
  },
});

/**
 * When an order that runs has ended: its own length or the statute's, whichever is shorter, from the earliest of the
 * instants at which its clock may have started.
 */
export function runsUntil(
  { starts, clock }: { starts: readonly Start[]; clock: string },
  given: Case,
  { clocks }: Pick<GroundLaw, 'clocks'>,
): string | undefined {
  const limit = clocks[clock];
  const start = earliest(
    starts.flatMap(({ date, plusDays = 0 }) => {
      const moment = dateOf(given, date);
      return moment === undefined ? [] : [plusDays === 0 ? moment : addDays(moment, plusDays)];
    }),
  );
  if (limit === undefined || start === undefined) return undefined;
  const statutory = endOfClock(limit, start);
  const { durationDays } = given.demand;
  if (durationDays === undefined) return statutory;
  const own = addOwnDays(limit, start, durationDays);
  return isAfter(own, statutory) ? statutory : own;
}

const startText = ({ date, plusDays }: Start) =>
  plusDays === undefined ? dateText(date) : `${counted(plusDays, 'day')} after ${dateText(date)}`;
