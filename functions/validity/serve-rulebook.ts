import { problem } from '../shared/problem.ts';
import type { Rulebook } from './decide/rulebook.ts';
import { GENERAL_FILES, isGeneralName } from './pages/general-law.schema.ts';
import { renderGeneral } from './render/render-general.ts';
import { renderIndex } from './render/render-index.ts';
import { renderPage } from './render/render-page.ts';

export type ServedLaw = { contentType: string; body: string };

/**
 * The rulebook as people and programs read it. An empty path is the list of all pages; `us/search-warrant` is a page;
 * `data-dictionary` and the other general files go by their names. HTML for who accepts it, JSON for everyone else.
 * @throws Problem 404 for a page that is not there
 */
export function serveRulebook(path: string, accept: string, rulebook: Rulebook): ServedLaw {
  const asHtml = accept.toLowerCase().includes('text/html');
  const html = (body: string): ServedLaw => ({ contentType: 'text/html; charset=utf-8', body });
  const json = (value: unknown): ServedLaw => ({
    contentType: 'application/json',
    body: JSON.stringify({ rulebook: rulebook.version, ...(value as object) }),
  });
  if (path === '') return asHtml ? html(renderIndex(rulebook)) : json(indexOf(rulebook));
  if (isGeneralName(path)) return asHtml ? html(renderGeneral(path, rulebook)) : json(rulebook.general[path]);
  const page = Object.hasOwn(rulebook.instruments, path) ? rulebook.instruments[path] : undefined;
  if (!page) throw problem('unknown_page');
  if (asHtml) return html(renderPage(page, rulebook));
  const { all, ...law } = page;
  return json({ ...law, general: all.filter((rule) => !page.rules.includes(rule)) });
}

/** Path of a page relative to `/rulebook/`, with what a reader chooses by. */
function indexOf({ instruments }: Rulebook) {
  return {
    instruments: Object.values(instruments).map(({ id, title, series, citation, confirmed }) => ({
      id,
      title,
      series,
      citation,
      confirmed,
    })),
    general: Object.keys(GENERAL_FILES),
  };
}
