import { html, type Markup, type Part } from '../../shared/html.ts';
import type { Rulebook } from '../decide/rulebook.ts';
import { calendarOf, type StatutoryClock } from '../law/clock.schema.ts';
import { counted } from '../words/language.ts';
import { momentText } from '../words/moment-text.ts';
import { linksTo } from '../words/phrase.ts';
import { plainTerms } from '../words/plain-text.ts';
import { lengthText } from '../words/say-clock.ts';
import { confirmedBadge, table, termList } from './terms.ts';

const LENGTHS: readonly string[] = ['days', 'months', 'hours', 'workingDays', 'of', 'counts', 'runsOn'];

/** Every statutory time with its length and source. */
export function renderClocks({ general }: Rulebook): Markup {
  const { clocks, desk, ...others } = general.clocks;
  return html`<p>Days and months count calendar dates in UTC, from the day after unless the day itself counts; hours count from an instant, to the minute.</p>
${table(
  ['What it is for', 'Length', 'Source', 'Confirmed'],
  Object.entries(clocks).map(([name, clock]) => {
    const { title, citation, confirmed = true, ...rest } = clock;
    const more = Object.fromEntries(Object.entries(rest).filter(([key]) => !LENGTHS.includes(key)));
    return {
      anchor: name,
      cells: [
        html`<strong>${title}</strong><br><code>${name}</code>${termList(plainTerms(more))}`,
        html`${lengthText(clock)}${countText(clock)}`,
        citation,
        confirmedBadge(confirmed),
      ],
    };
  }),
)}
<h2>What the desk does with them</h2>
<p>Dates of a demand that somebody watches. None of them lets anything out.</p>
${table(
  ['What it is', 'Warned before', 'When it comes', 'Who is told', 'Source', 'Confirmed'],
  Object.entries(desk).map(([name, one]) => {
    const {
      title,
      says,
      citation,
      confirmed = true,
      warn,
      atEnd,
      to,
      repeat,
      for: times,
      lasts,
      ...more
    } = one;
    const clocksOf = [...(times ?? []), ...(lasts === undefined ? [] : [lasts])];
    return {
      anchor: `desk-${name}`,
      cells: [
        html`<strong>${title}</strong><br><code>${name}</code><br>${says}${termList([
          ...(clocksOf.length > 0 ? [['Times', linksTo('clocks#', clocksOf)] as const] : []),
          ...plainTerms(more),
        ])}`,
        warn.length > 0 ? warn.map((hours) => counted(hours, 'hour')).join(', ') : 'nobody',
        html`${AT_END[atEnd]}${repeat && `, and again every ${counted(repeat.hours, 'hour')}, ${counted(repeat.times, 'time')}${repeat.after === undefined ? '' : `, then every ${counted(repeat.after, 'hour')}`}`}`,
        to.join(', '),
        citation,
        confirmedBadge(confirmed),
      ],
    };
  }),
)}${termList(plainTerms(others))}`;
}

const AT_END = {
  escalate: 'people are called',
  tell: 'it is told once',
  ends: 'the service ends it by itself',
} as const;

/** How it counts, where that is not from the day after to any day. */
function countText(clock: StatutoryClock): Part {
  const calendar = calendarOf(clock);
  const days = calendar !== undefined && html`<a href="/rulebook/calendars#${calendar}">${calendar}</a>`;
  return html`${'counts' in clock && clock.counts === 'beginning-with' && ', its first day counted'}${
    days &&
    ('of' in clock
      ? html` of ${days}`
      : html`; an end on a day off runs on to the next working day of ${days}`)
  }`;
}

/** Days on which courts and institutions do not work. */
export function renderCalendars({ general }: Rulebook): Markup {
  const { calendars, ...others } = general.calendars;
  return html`<p>Years that a calendar does not cover know the days of the week alone.</p>
${table(
  ['Of', 'Days off', 'Holidays', 'Source', 'Confirmed'],
  Object.entries(calendars).map(([name, calendar]) => {
    const { title, citation, confirmed = true, daysOff, covers, holidays, ...rest } = calendar;
    return {
      anchor: name,
      cells: [
        html`<strong>${title}</strong><br><code>${name}</code>${termList(plainTerms(rest))}`,
        daysOff.join(', '),
        html`From ${momentText(covers.from)} to ${momentText(covers.to)}: ${holidays.map(momentText).join('; ')}`,
        citation,
        confirmedBadge(confirmed),
      ],
    };
  }),
)}${termList(plainTerms(others))}`;
}
