import { html, type Markup, type Part } from '../../shared/html.ts';
import { itemTitle } from '../../validity/words/item-title.ts';
import type { Predicate } from '../predicate.schema.ts';
import type { DocumentLaw } from './document-law.ts';
import { andMore, bdi, dataTable, number } from './index-parts.ts';
import { type Result, resultsOf } from './results.ts';
import { countText } from './sizes.ts';

/** Rows of a table that a reader may still be given whole. */
const MAX_ROWS = 1000;

/** What was looked for, and what became of it: found, not found, set aside, changed, not held, out of time. */
export function foundSection(predicate: Predicate, law: DocumentLaw): Markup {
  const results = resultsOf(predicate);
  const total = results.reduce((sum, { records }) => sum + records, 0);
  return html`<h2 id="found">What was found</h2>
<p>${summaryOf(total, predicate)}</p>
${results.length > 0 && resultTable(results, law)}
${andMore(results.length - MAX_ROWS, html`the signed statement has them all`)}
${itemList('Not held', 'The provider holds no data of these kinds:', predicate.scope.notHeld, law)}
${itemList('Outside the time', 'Of these kinds no part of the period can be had, since it lies after the demand was filed or outside the time of the identifier:', predicate.scope.outOfTime, law)}`;
}

function summaryOf(total: number, { accounts, setAside }: Predicate): string {
  if (accounts.length === 0)
    return 'No account of the provider, or no kind of data that it holds, was within the scope. There is no data in this package.';
  if (total > 0)
    return `${countText(total)} ${total === 1 ? 'record' : 'records'} of ${countText(accounts.length)} ${accounts.length === 1 ? 'account' : 'accounts'}.`;
  return setAside.length === 0
    ? 'Nothing was found within the scope of the demand.'
    : 'Nothing that was found is here: all of it was set aside.';
}

function resultTable(results: readonly Result[], law: DocumentLaw) {
  // An empty column would say that nothing changed, where nobody looked.
  const isCompared = results.some(({ changes, isNotCompared }) => changes !== undefined || isNotCompared);
  return dataTable(
    'By account and kind of data',
    [
      { title: 'Account' },
      { title: 'Kind of data' },
      { title: 'Records here', number: true },
      { title: 'Set aside, and why' },
      ...(isCompared ? [{ title: 'Changed since it was kept' }] : []),
    ],
    results
      .slice(0, MAX_ROWS)
      .map((result) => [
        bdi(result.account),
        html`<td>${itemCell(result.item, law)}</td>`,
        result.records === 0 ? html`<td class="number">none</td>` : number(result.records),
        html`<td>${asideText(result)}</td>`,
        ...(isCompared ? [html`<td>${changesText(result)}</td>`] : []),
      ]),
  );
}

const itemCell = (item: string, law: DocumentLaw): Part =>
  item === '' ? 'not known' : html`${bdi(itemTitle(item, law))} <code>${item}</code>`;

const asideText = ({ setAside }: Result): string =>
  setAside.map(({ because, count }) => `${countText(count)}: ${because}`).join('; ');

const changesText = ({ changes }: Result): string =>
  changes === undefined
    ? 'not compared'
    : `${countText(changes.deleted)} deleted, ${countText(changes.edited)} edited, ${countText(changes.added)} added`;

const itemList = (title: string, says: string, items: readonly string[], law: DocumentLaw) =>
  items.length > 0 &&
  html`<h3>${title}</h3><p>${says}</p><ul>${items.map((item) => html`<li>${itemCell(item, law)}</li>`)}</ul>`;
