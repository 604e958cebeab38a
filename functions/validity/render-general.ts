import type { GeneralName } from './general-law.schema.ts';
import { html, htmlDocument, type Markup } from './html.ts';
import type { Rulebook } from './rulebook.ts';

/** A general file as nested definitions, each with an anchor made of its path. */
export function renderGeneral(name: GeneralName, { general, version }: Rulebook): string {
  return htmlDocument(
    name,
    html`<p><a href="/rulebook">Rulebook</a></p><h1>${name}</h1>${value(general[name], name)}
<p>Version <code>${version}</code>.</p>`,
  );
}

function value(given: unknown, path: string): Markup {
  if (Array.isArray(given))
    return html`<ol>${given.map((one: unknown, index) => html`<li id="${path}-${index}">${value(one, `${path}-${index}`)}</li>`)}</ol>`;
  if (typeof given === 'object' && given !== null)
    return html`<dl>${Object.entries(given).map(
      ([key, one]) => html`<dt id="${path}-${key}">${key}</dt><dd>${value(one, `${path}-${key}`)}</dd>`,
    )}</dl>`;
  return html`${String(given)}`;
}
