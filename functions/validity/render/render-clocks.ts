import type { Rulebook } from '../decide/rulebook.ts';
import { plainTerms } from '../words/plain-text.ts';
import { lengthText } from '../words/say-clock.ts';
import { html, type Markup } from './html.ts';
import { confirmedBadge, table, termList } from './terms.ts';

const UNITS: readonly string[] = ['days', 'months', 'hours'];

/** Every statutory time with its length and source. */
export function renderClocks({ general }: Rulebook): Markup {
  const { clocks, ...others } = general.clocks;
  return html`<p>Days and months count calendar dates in UTC; hours count from an instant.</p>
${table(
  ['What it is for', 'Length', 'Source', 'Confirmed'],
  Object.entries(clocks).map(([name, clock]) => {
    const { title, citation, confirmed = true, ...rest } = clock;
    const more = Object.fromEntries(Object.entries(rest).filter(([key]) => !UNITS.includes(key)));
    return {
      anchor: name,
      cells: [
        html`<strong>${title}</strong><br><code>${name}</code>${termList(plainTerms(more))}`,
        lengthText(clock),
        citation,
        confirmedBadge(confirmed),
      ],
    };
  }),
)}${termList(plainTerms(others))}`;
}
