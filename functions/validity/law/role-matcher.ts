import type { Roles } from './roles.schema.ts';

/** Whether an office is one of those that a list names. */
export type HoldsRole = (role: string) => boolean;

/** Makes the question of a list of roles, which may name endings and groups. */
export type RoleMatcher = (names: readonly string[]) => HoldsRole;

/** Roles are named one by one, by their ending (`*-judge`), or through a group (`@judge`) of roles.yaml. */
export function roleMatcher({ roles: groups }: Roles): RoleMatcher {
  const compile: RoleMatcher = (names) => {
    const starting = (sign: string) =>
      names.flatMap((name) => (name.startsWith(sign) ? [name.slice(sign.length)] : []));
    const exact = new Set(names);
    const endings = starting('*');
    const members = starting('@').map((name) => ({
      among: compile(groups[name]?.members ?? []),
      except: compile(groups[name]?.except ?? []),
    }));
    return (role) =>
      exact.has(role) ||
      endings.some((ending) => role.endsWith(ending)) ||
      members.some(({ among, except }) => among(role) && !except(role));
  };
  return compile;
}
