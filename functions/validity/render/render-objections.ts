import { html, type Markup } from '../../shared/html.ts';
import type { Rulebook } from '../decide/rulebook.ts';
import { linksTo } from '../words/phrase.ts';
import { plainTerms } from '../words/plain-text.ts';
import { table, termList } from './terms.ts';

/** What can be brought against a demand, with its grounds and the draft of its paper. */
export function renderObjections({ general }: Rulebook): Markup {
  const { kinds, ...others } = general.objections;
  return html`${kinds.map(
    ({ id, title, says, instruments, grounds, ...more }) =>
      html`<h2 id="${id}">${title}</h2><p>${says}</p>${termList([
        ['Against', linksTo('', instruments)],
        ...plainTerms(more),
      ])}${table(
        ['Ground', 'Source', 'Name'],
        grounds.map((ground) => ({
          anchor: `${id}-${ground.id}`,
          cells: [
            html`${ground.says}${termList(plainTerms(ground.within ?? {}))}`,
            ground.cite,
            html`<code>${ground.id}</code>`,
          ],
        })),
      )}`,
  )}${termList(plainTerms(others))}`;
}
