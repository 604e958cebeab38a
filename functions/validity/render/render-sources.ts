import { html, type Markup } from '../../shared/html.ts';
import type { Rulebook } from '../decide/rulebook.ts';
import { plainTerms } from '../words/plain-text.ts';
import { table, termList } from './terms.ts';

/** Where law is published, and how citations name it. */
export function renderSources({ general }: Rulebook): Markup {
  const { sources, ...others } = general.sources;
  return html`${table(
    ['Source', 'Cited as', 'Address'],
    sources.map(({ id, title, cited, url, ...more }) => ({
      anchor: id,
      cells: [
        html`${title}${termList(plainTerms(more))}`,
        html`${cited.map((one) => html`<code>${one}</code> `)}`,
        html`<code>${url}</code>`,
      ],
    })),
  )}${termList(plainTerms(others))}`;
}
