import type { Rulebook } from '../rulebook.ts';
import { html, joined, type Markup } from './html.ts';
import { humanise, listed } from './words.ts';

/** An office as pages name it: `@judge` by the title of its group, `*-judge` by its ending. */
export function roleText(role: string, { general }: Rulebook): string {
  const group = role.startsWith('@') ? general.roles.roles[role.slice(1)] : undefined;
  if (group) return `${group.title.charAt(0).toLowerCase()}${group.title.slice(1)}`;
  if (role.startsWith('*')) return `any office that ends in “${role.replace(/^\*-?/, '')}”`;
  return humanise(role);
}

export const rolesText = (roles: readonly string[], rulebook: Rulebook) =>
  listed(
    roles.map((role) => roleText(role, rulebook)),
    'or',
  );

/** The same with links to the groups, which list their members. */
export function roleLinks(roles: readonly string[], rulebook: Rulebook): Markup {
  const one = (role: string) =>
    role.startsWith('@')
      ? html`<a href="/rulebook/roles#${role.slice(1)}">${roleText(role, rulebook)}</a>`
      : roleText(role, rulebook);
  return html`${joined(roles.map(one), '; ')}`;
}
