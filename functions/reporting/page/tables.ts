import { html, type Markup, type Part } from '../../shared/html.ts';

/** A column: its heading, and whether it holds numbers. */
export type Column = { says: string; isNumber?: boolean };

/** A table that scrolls by itself where the page is narrower; the first cell of a row is its heading. */
export function table(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly Part[])[],
): Markup {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${caption}"><table><caption>${caption}</caption>
<thead><tr>${columns.map(({ says, isNumber }) => (isNumber ? html`<th scope="col" class="n">${says}</th>` : html`<th scope="col">${says}</th>`))}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell, index) => cellOf(cell, index, columns[index]?.isNumber === true))}</tr>`)}</tbody></table></div>`;
}

function cellOf(cell: Part, index: number, isNumber: boolean): Markup {
  if (index === 0) return html`<th scope="row">${cell}</th>`;
  return isNumber ? html`<td class="n">${cell}</td>` : html`<td>${cell}</td>`;
}
