import type { DataDictionary } from './data-dictionary.schema.ts';

/** Families and items of the data dictionary. A family stands for all its items. */
export type Dictionary = {
  /** What a list stands for. */
  asked(items: readonly string[]): AskedItems;
  known(item: string): boolean;
  /** Items that the families and items stand for, without doubles; what is not known stands for nothing. */
  expand(items: readonly string[]): string[];
  /** The smallest list of families and items that says the same, in the order of first appearance. */
  smallest(items: readonly string[]): string[];
  /** Whether it is, or holds, the substance of a communication. */
  isContent(item: string): boolean;
  /** Whether it is, or holds, what is never produced. */
  isSecret(item: string): boolean;
};

export type AskedItems = {
  /** Single items, families expanded. */
  items: readonly string[];
  /** Whether the dictionary knows every item of the list. */
  areKnown: boolean;
};

export function compileDictionary({ families }: DataDictionary): Dictionary {
  const members = new Map<string, readonly string[]>();
  const familyOf = new Map<string, string>();
  const content = new Set<string>();
  const secret = new Set<string>();
  for (const family of families) {
    const items = family.items ?? [];
    const atoms = items.length === 0 ? [family.id] : items.map(({ id }) => `${family.id}.${id}`);
    members.set(family.id, atoms);
    for (const [index, atom] of atoms.entries()) {
      if (!members.has(atom)) members.set(atom, [atom]);
      familyOf.set(atom, family.id);
      if (family.content || items[index]?.content) content.add(atom);
      if (family.secret) secret.add(atom);
    }
  }
  const atomsOf = (items: readonly string[]) => {
    const atoms = new Set<string>();
    for (const item of items) for (const atom of members.get(item) ?? []) atoms.add(atom);
    return atoms;
  };
  const smallest = (items: readonly string[]) => {
    const atoms = atomsOf(items);
    const held = new Map<string, number>();
    for (const atom of atoms) {
      const family = familyOf.get(atom) ?? atom;
      held.set(family, (held.get(family) ?? 0) + 1);
    }
    const named = new Set<string>();
    for (const atom of atoms) {
      const family = familyOf.get(atom) ?? atom;
      named.add(held.get(family) === members.get(family)?.length ? family : atom);
    }
    return [...named];
  };
  const expand = (items: readonly string[]) => [...atomsOf(items)];
  return {
    asked: (items) => ({ items: expand(items), areKnown: items.every((item) => members.has(item)) }),
    known: (item) => members.has(item),
    expand,
    smallest,
    isContent: (item) => members.get(item)?.some((atom) => content.has(atom)) ?? false,
    isSecret: (item) => members.get(item)?.some((atom) => secret.has(atom)) ?? false,
  };
}
