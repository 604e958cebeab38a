import type { Rulebook } from '../rulebook.ts';
import { html, joined, type Markup } from './html.ts';

/** What the data dictionary calls an item or a family; a name that it does not know stays. */
export function itemTitle(item: string, { general }: Rulebook): string {
  const [familyId, itemId] = item.split('.');
  const family = general['data-dictionary'].families.find(({ id }) => id === familyId);
  if (!family) return item;
  if (itemId === undefined) return family.title;
  return family.items?.find(({ id }) => id === itemId)?.title ?? item;
}

export const itemLink = (item: string): Markup =>
  html`<a href="/rulebook/data-dictionary#${item}"><code>${item}</code></a>`;

export const itemLinks = (items: readonly string[]): Markup => html`${joined(items.map(itemLink), ', ')}`;
