import { html, type Markup } from '../../shared/html.ts';
import type { Rulebook } from '../decide/rulebook.ts';
import { plainTerms } from '../words/plain-text.ts';
import { roleText } from '../words/say-roles.ts';
import { table, termList } from './terms.ts';

/** Groups of offices with their members. */
export function renderRoles(rulebook: Rulebook): Markup {
  const { roles, ...others } = rulebook.general.roles;
  const said = (members: readonly string[]) => members.map((role) => roleText(role, rulebook)).join('; ');
  return html`${table(
    ['Group', 'Members'],
    Object.entries(roles).map(([name, { title, members, ...more }]) => ({
      anchor: name,
      cells: [
        html`<strong>${title}</strong><br><code>@${name}</code>${termList(plainTerms(more))}`,
        said(members),
      ],
    })),
  )}${termList(plainTerms(others))}`;
}
