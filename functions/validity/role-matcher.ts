import type { GeneralLaw } from './general-law.schema.ts';
import type { Rulebook } from './rulebook.ts';

/** Names written out: those that are meant exactly, their endings, and the groups among them. */
type Matcher = { exact: ReadonlySet<string>; endings: readonly string[]; groups: readonly Group[] };
type Group = { members: Matcher; except: Matcher };

/** Roles are named one by one, by their ending (`*-judge`), or through a group (`@judge`) of roles.yaml. */
export function roleMatcher(groups: GeneralLaw['roles']['roles']): Rulebook['holdsRole'] {
  const known = new WeakMap<readonly string[], Matcher>();
  const compile = (names: readonly string[]): Matcher => {
    const found = known.get(names);
    if (found) return found;
    const starting = (sign: string) =>
      names.flatMap((name) => (name.startsWith(sign) ? [name.slice(sign.length)] : []));
    const matcher: Matcher = {
      exact: new Set(names),
      endings: starting('*'),
      groups: starting('@').map((name) => ({
        members: compile(groups[name]?.members ?? []),
        except: compile(groups[name]?.except ?? []),
      })),
    };
    known.set(names, matcher);
    return matcher;
  };
  return (role, names) => matches(role, compile(names));
}

function matches(role: string, { exact, endings, groups }: Matcher): boolean {
  return (
    exact.has(role) ||
    endings.some((ending) => role.endsWith(ending)) ||
    groups.some(({ members, except }) => matches(role, members) && !matches(role, except))
  );
}
