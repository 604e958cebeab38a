import type { Rulebook } from '../rulebook.ts';
import { html, type Markup } from './html.ts';
import { plainTerms } from './plain-value.ts';
import { table, termList } from './terms.ts';

/** What marks a forged demand. */
export function renderFraudSignals({ general }: Rulebook): Markup {
  const { signals, ...others } = general['fraud-signals'];
  return html`${table(
    ['Mark', 'Source', 'Name'],
    signals.map(({ id, says, source, ...more }) => ({
      anchor: id,
      cells: [html`${says}${termList(plainTerms(more))}`, source, html`<code>${id}</code>`],
    })),
  )}${termList(plainTerms(others))}`;
}
