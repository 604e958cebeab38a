import { html, type Markup } from '../../shared/html.ts';
import type { Rulebook } from '../decide/rulebook.ts';
import { capital, counted, wordFor } from '../words/language.ts';
import { jurisdictionName, jurisdictionOf } from '../words/places.ts';
import { SERIES_NAMES } from '../words/vocabulary.ts';
import { type FoundPage, findInRulebook, type Wanted } from './find-in-rulebook.ts';
import { htmlDocument } from './html-document.ts';
import { confirmedBadge } from './terms.ts';

/** Rules of a page that are shown before it is said how many more there are. */
const MOST_RULES = 5;

export const isSearch = (wanted: Wanted): boolean => Object.values(wanted).some((one) => one !== '');

/** What was found, page by page. */
export function renderSearch(rulebook: Rulebook, wanted: Wanted): string {
  const found = findInRulebook(rulebook, wanted);
  const rules = found.reduce((sum, { rules: own }) => sum + own.length, 0);
  return htmlDocument({
    title: 'Search',
    crumbs: [{ href: '/rulebook', title: 'Rulebook' }],
    version: rulebook.version,
    body: html`<h1>Search the rulebook</h1>${searchForm(rulebook, wanted)}
<p role="status">${
      found.length === 0
        ? html`No page has all of that. Look for fewer words, or <a href="/rulebook">at the list of all pages</a>.`
        : html`${counted(found.length, 'page')}${wanted.words !== '' && `, ${counted(rules, 'rule')}`}.`
    }</p>
${found.map(renderFound)}`,
  });
}

function renderFound({ page, rules }: FoundPage): Markup {
  const { id, title, citation, series, confirmed, rules: all } = page;
  const open = all.filter((rule) => rule.confirmed === false).length;
  const more = rules.length - MOST_RULES;
  return html`<section class="rule"><h2 class="found"><a href="/rulebook/${id}">${title}</a></h2>
<p class="meta">${jurisdictionName(jurisdictionOf(id))} · ${citation} · ${capital(wordFor(SERIES_NAMES, series))} · ${confirmedBadge(confirmed, open)}</p>
${
  rules.length > 0 &&
  html`<ul>${rules
    .slice(0, MOST_RULES)
    .map(
      ({ anchor, says, cite }) =>
        html`<li><a href="/rulebook/${id}#${anchor}">${says}</a> <span class="small">${cite}</span></li>`,
    )}${more > 0 && html`<li>and ${counted(more, 'more rule', 'more rules')} on <a href="/rulebook/${id}#rules">its page</a></li>`}</ul>`
}</section>`;
}

/** A form of the browser's own: it leads to an address that can be kept and sent. */
export function searchForm({ instruments }: Rulebook, { words, jurisdiction, series }: Wanted): Markup {
  const pages = Object.values(instruments);
  const jurisdictions = [...new Set(pages.map(({ id }) => jurisdictionOf(id)))];
  const kinds = [...new Set(pages.map((page) => page.series))];
  const option = (value: string, text: string, chosen: string) =>
    html`<option value="${value}"${value === chosen && html` selected`}>${text}</option>`;
  return html`<form class="search" role="search" action="/rulebook" method="get">
<p><label for="q">Words, a check or a citation</label><input id="q" name="q" type="search" maxlength="100" value="${words}"></p>
<p><label for="in">Country</label><select id="in" name="in">${option('', 'All', jurisdiction)}${jurisdictions.map((code) => option(code, jurisdictionName(code), jurisdiction))}</select></p>
<p><label for="series">Kind</label><select id="series" name="series">${option('', 'All', series)}${kinds.map((kind) => option(kind, capital(wordFor(SERIES_NAMES, kind)), series))}</select></p>
<p><button>Search</button></p></form>`;
}
