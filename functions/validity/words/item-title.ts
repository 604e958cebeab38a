import type { Lexicon } from './lexicon.ts';

/** What the data dictionary calls an item or a family; a name that it does not know stays. */
export function itemTitle(item: string, { general }: Pick<Lexicon, 'general'>): string {
  const [familyId, itemId] = item.split('.');
  const family = general['data-dictionary'].families.find(({ id }) => id === familyId);
  if (!family) return item;
  if (itemId === undefined) return family.title;
  return family.items?.find(({ id }) => id === itemId)?.title ?? item;
}
