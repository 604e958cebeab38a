import { problem } from '../shared/problem.ts';
import type { Rulebook } from './decide/rulebook.ts';
import { GENERAL_FILES, isGeneralName } from './pages/general-law.schema.ts';
import type { Instrument } from './pages/instrument.ts';
import { findInRulebook, type Wanted } from './render/find-in-rulebook.ts';
import { linkLaw } from './render/link-law.ts';
import { renderGeneral } from './render/render-general.ts';
import { renderIndex } from './render/render-index.ts';
import { renderPage } from './render/render-page.ts';
import { isSearch, renderSearch } from './render/render-search.ts';

export type ServedLaw = { contentType: string; body: string };

/**
 * What of the rulebook somebody looks for, page by page, in the same forms.
 * @returns the list of all pages where nothing was said
 */
export function searchRulebook(wanted: Wanted, accept: string, rulebook: Rulebook): ServedLaw {
  if (!isSearch(wanted)) return serveRulebook('', accept, rulebook);
  if (isForPeople(accept)) return asPage(renderSearch(rulebook, wanted), rulebook);
  const found = findInRulebook(rulebook, wanted);
  return asData(
    {
      ...indexOf(found.map(({ page }) => page)),
      rules: found.flatMap(({ page, rules }) =>
        rules.map(({ id, anchor, says, cite }) => ({ page: page.id, check: id, anchor, says, cite })),
      ),
    },
    rulebook,
  );
}

/**
 * The rulebook as people and programs read it. An empty path is the list of all pages; `us/search-warrant` is a page;
 * `data-dictionary` and the other general files go by their names. HTML for who accepts it, JSON for everyone else.
 * @throws Problem 404 for a page that is not there
 */
export function serveRulebook(path: string, accept: string, rulebook: Rulebook): ServedLaw {
  const asHtml = isForPeople(accept);
  const html = (body: string) => asPage(body, rulebook);
  const json = (value: object) => asData(value, rulebook);
  if (path === '')
    return asHtml ? html(renderIndex(rulebook)) : json(indexOf(Object.values(rulebook.instruments)));
  if (isGeneralName(path)) return asHtml ? html(renderGeneral(path, rulebook)) : json(rulebook.general[path]);
  const page = Object.hasOwn(rulebook.instruments, path) ? rulebook.instruments[path] : undefined;
  if (!page) throw problem('unknown_page');
  if (asHtml) return html(renderPage(page, rulebook));
  const { all, ...law } = page;
  return json({ ...law, general: all.filter((rule) => !page.rules.includes(rule)) });
}

const isForPeople = (accept: string) => accept.toLowerCase().includes('text/html');

/** Citations lead to where their law is published. */
const asPage = (body: string, rulebook: Rulebook): ServedLaw => ({
  contentType: 'text/html; charset=utf-8',
  body: linkLaw(body, rulebook),
});

const asData = (value: object, { version }: Rulebook): ServedLaw => ({
  contentType: 'application/json',
  body: JSON.stringify({ rulebook: version, ...value }),
});

/** Path of a page relative to `/rulebook/`, with what a reader chooses by. */
function indexOf(instruments: readonly Instrument[]) {
  return {
    instruments: instruments.map(({ id, title, series, citation, confirmed }) => ({
      id,
      title,
      series,
      citation,
      confirmed,
    })),
    general: Object.keys(GENERAL_FILES),
  };
}
