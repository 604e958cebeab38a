import type { StatutoryClock } from '../law/clock.schema.ts';
import { counted, wordFor } from './language.ts';
import type { Lexicon } from './lexicon.ts';
import type { Phrase } from './phrase.ts';
import { DATES } from './vocabulary.ts';

export function lengthText(clock: StatutoryClock): string {
  if ('hours' in clock) return counted(clock.hours, 'hour');
  if ('workingDays' in clock) return counted(clock.workingDays, 'working day');
  return 'days' in clock ? counted(clock.days, 'day') : counted(clock.months, 'month');
}

/** A clock by its length, with a link to where it is defined. */
export function sayClock(name: string, { clocks }: Lexicon): Phrase {
  const clock = Object.hasOwn(clocks, name) ? clocks[name] : undefined;
  const to = `/rulebook/clocks#${name}`;
  if (!clock) return { to, text: name };
  const doubt = clock.confirmed === false ? '; not confirmed' : '';
  return [{ to, text: lengthText(clock) }, ` (${clock.citation}${doubt})`];
}

/** `from the day of issue, or if it is not stated the day of service`. */
export const fromText = (dates: readonly string[]) =>
  `from ${dates.map((date) => wordFor(DATES, date)).join('; where that is not known, from ')}`;
