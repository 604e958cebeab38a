import { html, type Markup } from '../../shared/html.ts';
import type { Rulebook } from '../decide/rulebook.ts';
import { plainTerms } from '../words/plain-text.ts';
import { confirmedBadge, table, termList } from './terms.ts';

/** Under which terms reports are published, and what stands in which column of a table for an authority. */
export function renderReports({ general }: Rulebook): Markup {
  const { sheets, ...others } = general.reports;
  return html`${termList(plainTerms(others))}${sheets.map(
    ({ id, title, says, confirmed, columns, ...more }) =>
      html`<h2 id="${id}">${title}</h2><p>${says} ${confirmedBadge(confirmed)}</p>${termList(
        plainTerms(more),
      )}${table(
        ['Column', 'What stands there'],
        columns.map(({ title: column, ...what }) => ({ cells: [column, termList(plainTerms(what))] })),
      )}`,
  )}`;
}
