import type { StatutoryClock } from '../clock.schema.ts';
import type { Rulebook } from '../rulebook.ts';
import { html, type Markup } from './html.ts';
import { DATES } from './vocabulary.ts';
import { counted, wordFor } from './words.ts';

export function lengthText(clock: StatutoryClock): string {
  if ('days' in clock) return counted(clock.days, 'day');
  if ('months' in clock) return counted(clock.months, 'month');
  return counted(clock.hours, 'hour');
}

/** A clock by its length, with a link to where it is defined. */
export function clockLink(name: string, { clocks }: Rulebook): Markup {
  const clock = Object.hasOwn(clocks, name) ? clocks[name] : undefined;
  return html`<a href="/rulebook/clocks#${name}">${clock ? lengthText(clock) : name}</a>${
    clock && html` (${clock.citation}${clock.confirmed === false && '; not confirmed'})`
  }`;
}

/** `from the day of issue, or if it is not stated the day of service`. */
export const fromText = (dates: readonly string[]) =>
  `from ${dates.map((date) => wordFor(DATES, date)).join('; where that is not known, from ')}`;
