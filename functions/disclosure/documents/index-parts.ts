import { html, type Markup, type Part } from '../../shared/html.ts';
import { shown } from './shown.ts';
import { countText } from './sizes.ts';

/** Text of others: escaped, what cannot be seen spelled out, and no turn of its direction reaching beyond it. */
export const bdi = (text: string): Markup => html`<bdi>${shown(text)}</bdi>`;

export const number = (count: number): Markup => html`<td class="number">${countText(count)}</td>`;

type Column = { title: string; number?: true };

/** A table whose first cell of each row is the row's header. */
export const dataTable = (
  caption: Part,
  columns: readonly Column[],
  rows: readonly (readonly [head: Part, ...cells: Markup[]])[],
): Markup =>
  html`<table><caption>${caption}</caption><thead><tr>${columns.map(
    (column) => html`<th scope="col"${column.number && html` class="number"`}>${column.title}</th>`,
  )}</tr></thead><tbody>${rows.map(
    ([head, ...cells]) => html`<tr><th scope="row">${head}</th>${cells}</tr>
`,
  )}</tbody></table>`;

/** What a list leaves out, so that nobody takes the list for all. */
export const andMore = (left: number, where: Part): Markup | undefined =>
  left > 0 ? html`<p class="note">${countText(left)} more are not in this list: ${where}.</p>` : undefined;
