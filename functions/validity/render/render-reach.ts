import { html, type Markup, type Part } from '../../shared/html.ts';
import type { Rulebook } from '../decide/rulebook.ts';
import type { Instrument } from '../pages/instrument.ts';
import { itemTitle } from '../words/item-title.ts';
import { jurisdictionName, jurisdictionOf } from '../words/places.ts';
import { plainTerms } from '../words/plain-text.ts';
import { sayCondition } from '../words/say-condition.ts';
import { itemLink, itemLinks, table, termList } from './terms.ts';

/** The data that an instrument reaches: item, class in the law of its jurisdiction, condition, source; and the rest. */
export function renderReach(
  { id, reaches, counsel, actsAsUnderlying }: Instrument,
  rulebook: Rulebook,
): Markup {
  const jurisdiction = jurisdictionOf(id);
  const rows = reaches.flatMap(({ items, cite, when, ...others }) =>
    items.map((item) => ({
      cells: [
        html`<strong>${itemTitle(item, rulebook)}</strong><br>${itemLink(item)}${partsOf(item, rulebook)}`,
        tierOf(item, jurisdiction, rulebook) ?? '–',
        when ? `where ${sayCondition(when, rulebook)}` : 'always',
        html`${cite ?? '–'}${termList(plainTerms(others))}`,
      ] satisfies Part[],
    })),
  );
  const beyond = beyondReach(
    reaches.flatMap(({ items }) => items),
    rulebook,
  );
  return html`${
    rows.length > 0
      ? table(['Data', `Class in the law of: ${jurisdictionName(jurisdiction)}`, 'Reached', 'Source'], rows)
      : html`<p>It reaches no data of its own.</p>`
  }${actsAsUnderlying && html`<p>It reaches what the instrument reaches that it was made as.</p>`}
${beyond.length > 0 && html`<p>Not reached${counsel && ' of its own; a lawyer decides what may be asked'}: ${itemLinks(beyond)}.</p>`}`;
}

function partsOf(item: string, { general }: Rulebook): Markup | undefined {
  const items = general['data-dictionary'].families.find(({ id }) => id === item)?.items;
  if (!items) return undefined;
  return html`<br><span class="small">${items.map(({ title }) => title).join('; ')}</span>`;
}

function tierOf(item: string, jurisdiction: string, { general }: Rulebook): string | undefined {
  const family = general['data-dictionary'].families.find(({ id }) => id === item.split('.')[0]);
  return family && Object.hasOwn(family.tiers, jurisdiction) ? family.tiers[jurisdiction] : undefined;
}

/** Families and items that no line reaches, in the smallest list. */
function beyondReach(reached: readonly string[], { dictionary, general }: Rulebook): string[] {
  const inside = new Set(dictionary.expand(reached));
  const all = dictionary.expand(general['data-dictionary'].families.map(({ id }) => id));
  return dictionary.smallest(all.filter((item) => !inside.has(item)));
}
