import { html, type Markup } from '../../shared/html.ts';
import type { Rulebook } from '../decide/rulebook.ts';
import { linksTo } from '../words/phrase.ts';
import { plainTerms } from '../words/plain-text.ts';
import { table, termList } from './terms.ts';

/** What is asked back for answers: its lines, and what is given without a fee. */
export function renderTariff({ general }: Rulebook): Markup {
  const { tariffs, ...others } = general.tariff;
  return html`${tariffs.map(
    ({ id, title, says, instruments, lines, ...more }) =>
      html`<h2 id="${id}">${title}</h2><p>${says}</p>${termList([
        ['For', linksTo('', instruments)],
        ...plainTerms(more),
      ])}${table(
        ['What', 'Price in hundredths', 'Terms', 'Name'],
        lines.map(({ id: line, title: what, price, ...terms }) => ({
          anchor: `${id}-${line}`,
          cells: [what, String(price), termList(plainTerms(terms)), html`<code>${line}</code>`],
        })),
      )}`,
  )}${termList(plainTerms(others))}`;
}
