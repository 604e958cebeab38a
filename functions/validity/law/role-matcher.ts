import type { Roles } from './roles.schema.ts';

/** Whether an office is one of those that a list names. */
export type HoldsRole = (role: string) => boolean;

/** Makes the question of a list of offices, which may name groups. */
export type RoleMatcher = (names: readonly string[]) => HoldsRole;

/** Offices are named one by one, or through a group (`@judge`) of roles.yaml: no office passes that no list names. */
export function roleMatcher({ roles: groups }: Roles): RoleMatcher {
  const officesOf = (names: readonly string[]): string[] =>
    names.flatMap((name) =>
      name.startsWith('@') ? officesOf(groups[name.slice(1)]?.members ?? []) : [name],
    );
  return (names) => {
    const offices = new Set(officesOf(names));
    return (role) => offices.has(role);
  };
}
