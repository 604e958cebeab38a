import type { Role } from './principal.ts';
import type { Route } from './route.ts';

const CLEARED: Partial<Record<Role, Role>> = {
  reviewer: 'cleared-reviewer',
  releaser: 'cleared-releaser',
  auditor: 'cleared-auditor',
  mailer: 'cleared-mailer',
};

/** What paths of demands begin with that only cleared people may know of. */
export const CLEARED_PATH = '/cleared';

/** The same route for demands that only cleared people may know of: another path, and cleared people for staff. */
export function clearedRoute<R extends Route>(route: R): R {
  const roles = route.roles === 'public' ? 'public' : route.roles.map((role) => CLEARED[role] ?? role);
  // The type keeps the path of the route that it was made of; nothing reads it but by its value.
  return { ...route, path: `${CLEARED_PATH}${route.path}`, roles } as unknown as R;
}
