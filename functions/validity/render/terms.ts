import { html, type Markup, type Part } from '../../shared/html.ts';
import { counted } from '../words/language.ts';
import { joined } from '../words/phrase.ts';

/** A line of a definition list: what it is about, what is said, and where a link may point. */
export type Term = readonly [label: string, value: Part, anchor?: string];

/** A definition list; a term without a value is left out. */
export function termList(terms: readonly Term[], name = 'terms'): Markup | undefined {
  const said = terms.filter(([, value]) => value !== undefined && value !== false && value !== '');
  if (said.length === 0) return undefined;
  return html`<dl class="${name}">${said.map(
    ([label, value, anchor]) =>
      html`<dt>${label}</dt><dd${anchor !== undefined && html` id="${anchor}"`}>${value}</dd>`,
  )}</dl>`;
}

/** A table, which on a telephone is a list of rows, each cell under its title; roles keep it a table to who hears it. */
export function table(
  head: readonly string[],
  rows: readonly { cells: readonly Part[]; anchor?: string }[],
  name?: string,
): Markup {
  return html`<table role="table"${name !== undefined && html` class="${name}"`}><thead role="rowgroup"><tr role="row">${head.map((title) => html`<th scope="col" role="columnheader">${title}</th>`)}</tr></thead><tbody role="rowgroup">${rows.map(
    ({ cells, anchor }) =>
      html`<tr role="row"${anchor !== undefined && html` id="${anchor}"`}>${cells.map((cell, index) => html`<td role="cell" data-label="${head[index] ?? ''}">${cell}</td>`)}</tr>`,
  )}</tbody></table>`;
}

/**
 * Whether something was read in a source that could be opened, and of how many of its rules that is not so. Where it was
 * not, its rules have no other status.
 */
export const confirmedBadge = (confirmed: boolean, open = 0): Markup =>
  confirmed
    ? html`<span class="badge">confirmed</span>${open > 0 && html` <span class="small">but for ${counted(open, 'rule')}</span>`}`
    : html`<span class="badge warn">not confirmed</span>`;

export const itemLink = (item: string): Markup =>
  html`<a href="/rulebook/data-dictionary#${item}"><code>${item}</code></a>`;

export const itemLinks = (items: readonly string[]): Markup => html`${joined(items.map(itemLink), ', ')}`;
