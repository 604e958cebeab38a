import { humanise, listed } from './language.ts';
import type { Lexicon } from './lexicon.ts';
import { joined, type Phrase } from './phrase.ts';

/** An office as pages name it: `@judge` by the title of its group. */
export function roleText(role: string, { general }: Pick<Lexicon, 'general'>): string {
  const group = role.startsWith('@') ? general.roles.roles[role.slice(1)] : undefined;
  if (group) return `${group.title.charAt(0).toLowerCase()}${group.title.slice(1)}`;
  return humanise(role);
}

export const rolesText = (roles: readonly string[], law: Lexicon) =>
  listed(
    roles.map((role) => roleText(role, law)),
    'or',
  );

/** The same with links to the groups, which list their members. */
export function sayRoles(roles: readonly string[], law: Lexicon): Phrase {
  const one = (role: string): Phrase =>
    role.startsWith('@')
      ? { to: `/rulebook/roles#${role.slice(1)}`, text: roleText(role, law) }
      : roleText(role, law);
  return joined(roles.map(one), '; ');
}
