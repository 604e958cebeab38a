import { GENERAL_FILES } from './general-law.schema.ts';
import { html, htmlDocument } from './html.ts';
import type { Rulebook } from './rulebook.ts';

/** The list of all pages. */
export function renderIndex({ instruments, version }: Rulebook): string {
  const pages = Object.values(instruments);
  const jurisdictions = [...new Set(pages.map(({ id }) => jurisdictionOf(id)))];
  return htmlDocument(
    'Rulebook',
    html`<h1>Rulebook</h1>
<p>The law as this provider applies it. It is software, not legal advice. Version <code>${version}</code>.</p>
${jurisdictions.map(
  (jurisdiction) => html`<h2 id="${jurisdiction}">${jurisdiction.toUpperCase()}</h2>
<ul>${pages
    .filter(({ id }) => jurisdictionOf(id) === jurisdiction)
    .map(
      ({ id, title, citation }) => html`<li><a href="/rulebook/${id}">${title}</a> (${citation})</li>`,
    )}</ul>`,
)}
<h2 id="general">What holds for all of them</h2>
<ul>${Object.keys(GENERAL_FILES).map((name) => html`<li><a href="/rulebook/${name}">${name}</a></li>`)}</ul>`,
  );
}

const jurisdictionOf = (id: string) => id.split('/')[0] ?? id;
