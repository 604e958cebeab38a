import { html, type Markup } from '../../shared/html.ts';
import type { Rulebook } from '../decide/rulebook.ts';
import { plainTerms } from '../words/plain-text.ts';
import { table, termList } from './terms.ts';

/** The customer's letter in every language, and how often one is sent again. */
export function renderLetters({ general }: Rulebook): Markup {
  const { locales, again, examples, ...others } = general.letters;
  return html`${Object.entries(locales).map(
    ([locale, { language, subject, paragraphs, data, challenge, ...more }]) =>
      html`<section lang="${locale}" id="${locale}"><h2>${language}</h2><h3>${subject}</h3>
${paragraphs.map(({ says, ...when }) => html`<p>${says}</p>${termList(plainTerms(when))}`)}
${termList(plainTerms(data))}${termList(plainTerms(challenge))}${termList(plainTerms(more))}</section>`,
  )}
<h2>Sent again</h2>${table(
    ['What happens', 'Time', 'Source'],
    again.map(({ clock, says, cite }) => ({
      anchor: clock,
      cells: [says, html`<a href="/rulebook/clocks#${clock}">${clock}</a>`, cite],
    })),
  )}<h2>Worked examples</h2>${examples.map(
    ({ title, ...example }) => html`<h3>${title}</h3>${termList(plainTerms(example))}`,
  )}${termList(plainTerms(others))}`;
}
