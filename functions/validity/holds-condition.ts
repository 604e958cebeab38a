import type { Case } from './case.ts';
import type { Condition, ConditionFacts } from './rule.schema.ts';

type Known = Pick<Case, 'demand' | 'page' | 'rulebook' | 'warrant'>;

/** Whether a condition holds. `secrecyBinds` is known only once the notice regime is. */
export function holdsCondition(condition: Condition, given: Known, secrecyBinds: boolean): boolean {
  const sets = Array.isArray(condition) ? condition : [condition];
  return sets.some((facts) => hold(facts, given, secrecyBinds));
}

function hold(condition: ConditionFacts, given: Known, secrecyBinds: boolean): boolean {
  const { demand, page, rulebook, warrant } = given;
  const { authority, issuer, signatures, emergency } = demand;
  return (
    isAmong(authority.country, condition.countries) &&
    isAmong(authority.level, condition.levels) &&
    isAmong(authority.kind, condition.kinds) &&
    (condition.issuers === undefined || rulebook.holdsRole(issuer.role, condition.issuers)) &&
    (condition.signedBy === undefined ||
      signatures.some(({ role }) => rulebook.holdsRole(role, condition.signedBy ?? []))) &&
    (condition.danger === undefined ||
      (emergency !== undefined && condition.danger.includes(emergency.danger))) &&
    isEqual(demand.purpose, condition.purpose) &&
    isEqual(demand.extension !== undefined, condition.extension) &&
    (condition.dated === undefined ||
      condition.dated.some((name) => name !== 'service' && demand.dates?.[name] !== undefined)) &&
    isEqual(demand.offence?.listed === true, condition.offenceListed) &&
    isAmong(page.mode, condition.modes) &&
    isEqual(warrant, condition.warrant) &&
    isEqual(secrecyBinds, condition.secrecyBinds)
  );
}

const isAmong = <T>(value: T, list: readonly T[] | undefined) => list?.includes(value) ?? true;
const isEqual = <T>(value: T | undefined, wanted: T | undefined) => wanted === undefined || value === wanted;
