import type { Checks } from './verdict.ts';
import { metIf } from './verdict.ts';

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
  'issuer-role':
    ({ roles }) =>
    ({ demand, rulebook }) =>
      metIf(rulebook.holdsRole(demand.issuer.role, roles)),
  'court-competence':
    () =>
    ({ demand }) =>
      metIf(demand.issuer.competence !== 'unknown'),
  signature:
    ({ roles }) =>
    ({ demand, rulebook }) =>
      metIf(demand.signatures.some(({ role }) => roles === undefined || rulebook.holdsRole(role, roles))),
  validation:
    ({ issuers, validators }) =>
    ({ demand: { issuer, validatedBy }, rulebook }) =>
      metIf(
        rulebook.holdsRole(issuer.role, issuers) ||
          (validatedBy !== undefined && rulebook.holdsRole(validatedBy.role, validators)),
      ),
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
