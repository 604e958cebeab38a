import { html, type Markup } from '../../shared/html.ts';
import type { Rulebook } from '../decide/rulebook.ts';
import type { Instrument } from '../pages/instrument.ts';
import { capital, counted, wordFor } from '../words/language.ts';
import { momentText } from '../words/moment-text.ts';
import { jurisdictionName, jurisdictionOf } from '../words/places.ts';
import { SERIES_NAMES } from '../words/vocabulary.ts';
import { GENERAL_TITLES } from './general-titles.ts';
import { htmlDocument } from './html-document.ts';
import { searchForm } from './render-search.ts';
import { confirmedBadge, table } from './terms.ts';

/** The list of all pages by jurisdiction, with what is not confirmed marked. */
export function renderIndex(rulebook: Rulebook): string {
  const { instruments, version } = rulebook;
  const pages = Object.values(instruments);
  const jurisdictions = [...new Set(pages.map(({ id }) => jurisdictionOf(id)))];
  const open = pages.filter(({ confirmed }) => !confirmed).length;
  return htmlDocument({
    title: 'Rulebook',
    crumbs: [],
    version,
    body: html`<h1>Rulebook</h1>
<p class="lead">The law as this provider applies it: ${counted(pages.length, 'instrument')}, ${open} of them not confirmed in a source that could be opened. It is software, not legal advice.</p>
<p id="in-force:known">A demand under an instrument that is not listed here is refused.</p>
${searchForm(rulebook, { words: '', jurisdiction: '', series: '' })}
<nav class="contents" aria-label="On this page">${jurisdictions.map((code) => html`<a href="#${code}">${jurisdictionName(code)}</a> `)}<a href="#general">What holds for all</a></nav>
${jurisdictions.map((code) => html`<h2 id="${code}">${jurisdictionName(code)}</h2>${instrumentTable(pages.filter(({ id }) => jurisdictionOf(id) === code))}`)}
<h2 id="general">What holds for all of them</h2>
${table(
  ['Page', 'What it holds'],
  Object.entries(GENERAL_TITLES).map(([name, { title, about }]) => ({
    cells: [html`<a href="/rulebook/${name}">${title}</a>`, about],
  })),
)}`,
  });
}

const instrumentTable = (pages: readonly Instrument[]): Markup =>
  table(
    ['Instrument', 'Source', 'Counted as', 'In force', 'Confirmed'],
    pages.map(({ id, title, citation, series, effective, confirmed, rules }) => {
      const open = rules.filter((rule) => rule.confirmed === false).length;
      return {
        anchor: id,
        cells: [
          html`<a href="/rulebook/${id}">${title}</a>`,
          citation,
          capital(wordFor(SERIES_NAMES, series)),
          `from ${momentText(effective.from)}${effective.to === undefined ? '' : ` to ${momentText(effective.to)}`}`,
          confirmedBadge(confirmed, open),
        ],
      };
    }),
    'even',
  );
