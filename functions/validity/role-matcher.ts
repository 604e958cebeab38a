import type { GeneralLaw } from './general-law.schema.ts';
import type { Rulebook } from './rulebook.ts';

/** Roles are named one by one, by their ending (`*-judge`), or through a group (`@judge`) of roles.yaml. */
export function roleMatcher(groups: GeneralLaw['roles']['roles']): Rulebook['holdsRole'] {
  const holds = (role: string, names: readonly string[]): boolean =>
    names.some((name) => {
      if (name.startsWith('@')) {
        const { members = [], except = [] } = groups[name.slice(1)] ?? {};
        return holds(role, members) && !holds(role, except);
      }
      return name.startsWith('*') ? role.endsWith(name.slice(1)) : role === name;
    });
  return holds;
}
