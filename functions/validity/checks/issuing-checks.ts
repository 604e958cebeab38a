import type { Checks } from './verdict.ts';
import { FAILED, MET, metIf } from './verdict.ts';

/** Who demands, who issued it, who signed and validated it, who served it, and on whom. */
export const issuingChecks: Checks<
  | 'authority'
  | 'issuer-role'
  | 'court-competence'
  | 'signature'
  | 'validation'
  | 'served-by'
  | 'addressee'
  | 'underlying'
> = {
  authority:
    ({ countries, except, levels, kinds }) =>
    ({ demand: { authority } }) =>
      metIf(
        (countries?.includes(authority.country) ?? true) &&
          !except?.includes(authority.country) &&
          (levels?.includes(authority.level) ?? true) &&
          (kinds?.includes(authority.kind) ?? true),
      ),
  'issuer-role': ({ roles }, { rolesAmong }) => {
    const mayIssue = rolesAmong(roles);
    return ({ demand }) => metIf(mayIssue(demand.issuer.role));
  },
  'court-competence':
    () =>
    ({ demand }) =>
      metIf(demand.issuer.competence !== 'unknown'),
  signature: ({ roles }, { rolesAmong }) => {
    const maySign = roles === undefined ? () => true : rolesAmong(roles);
    return ({ demand: { signatures } }) => {
      for (const { role } of signatures) if (maySign(role)) return MET;
      return FAILED;
    };
  },
  validation: ({ issuers, validators }, { rolesAmong }) => {
    const mayIssue = rolesAmong(issuers);
    const mayValidate = rolesAmong(validators);
    return ({ demand: { issuer, validatedBy } }) =>
      metIf(mayIssue(issuer.role) || (validatedBy !== undefined && mayValidate(validatedBy.role)));
  },
  'served-by':
    ({ anyOf }) =>
    ({ demand: { servedBy } }) =>
      metIf(servedBy !== undefined && anyOf.includes(servedBy)),
  /** A paper that names no entity of ours is served on the right one. */
  addressee:
    ({ anyOf }) =>
    ({ demand: { addressedTo } }) =>
      metIf(addressedTo === undefined || anyOf.includes(addressedTo)),
  underlying:
    ({ anyOf }) =>
    ({ demand: { underlying } }) =>
      metIf(underlying !== undefined && anyOf.includes(underlying)),
};
