import { check } from './check.ts';
import { roles, rolesAs } from './parameters.ts';
import { metIf } from './verdict.ts';

/** Whether whoever issued it may do so alone, or somebody validated it who may. */
export const validation = check('validation', {
  group: 'issuing',
  parameters: { issuers: roles, validators: roles },
  words: { issuers: rolesAs('Suffices as issuer'), validators: rolesAs('Suffices to validate') },
  asks: ({ issuers, validators }, { rolesAmong }) => {
    const mayIssue = rolesAmong(issuers);
    const mayValidate = rolesAmong(validators);
    return ({ demand: { issuer, validatedBy } }) =>
      metIf(mayIssue(issuer.role) || (validatedBy !== undefined && mayValidate(validatedBy.role)));
  },
});
