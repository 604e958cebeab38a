import { check } from './check.ts';
import { roles, rolesAs } from './parameters.ts';
import { metIf } from './verdict.ts';

/** Whose office issued the paper. */
export const issuerRole = check('issuer-role', {
  group: 'issuing',
  parameters: { roles },
  words: { roles: rolesAs('Issued by one of') },
  asks: ({ roles }, { rolesAmong }) => {
    const mayIssue = rolesAmong(roles);
    return ({ demand }) => metIf(mayIssue(demand.issuer.role));
  },
});
