import type { Case } from './case.ts';
import type { Condition, ConditionFacts } from './rule.schema.ts';

type Known = Pick<Case, 'demand' | 'page' | 'rulebook' | 'warrant'>;

/** Whether a condition holds. `secrecyBinds` is known only once the notice regime is. */
export type Holds = (given: Known, secrecyBinds: boolean) => boolean;

const compiled = new WeakMap<Condition, Holds>();

export function holdsCondition(condition: Condition, given: Known, secrecyBinds: boolean): boolean {
  const holds = compiled.get(condition) ?? compileCondition(condition);
  compiled.set(condition, holds);
  return holds(given, secrecyBinds);
}

/** The condition as a question that asks only for the facts it names. */
export function compileCondition(condition: Condition): Holds {
  if (!Array.isArray(condition)) return compileFacts(condition);
  const sets = condition.map(compileFacts);
  return (given, secrecyBinds) => sets.some((holds) => holds(given, secrecyBinds));
}

function compileFacts(facts: ConditionFacts): Holds {
  const { countries, levels, kinds, issuers, signedBy, danger, purpose, dated, modes } = facts;
  const { extension, offenceListed, warrant, secrecyBinds } = facts;
  const all: Holds[] = [];
  if (countries) all.push(({ demand }) => countries.includes(demand.authority.country));
  if (levels) all.push(({ demand }) => levels.includes(demand.authority.level));
  if (kinds) all.push(({ demand }) => kinds.includes(demand.authority.kind));
  if (issuers) all.push(({ demand, rulebook }) => rulebook.holdsRole(demand.issuer.role, issuers));
  if (signedBy)
    all.push(({ demand, rulebook }) =>
      demand.signatures.some(({ role }) => rulebook.holdsRole(role, signedBy)),
    );
  if (danger)
    all.push(({ demand: { emergency } }) => emergency !== undefined && danger.includes(emergency.danger));
  if (purpose !== undefined) all.push(({ demand }) => demand.purpose === purpose);
  if (extension !== undefined) all.push(({ demand }) => (demand.extension !== undefined) === extension);
  if (dated)
    all.push(({ demand: { dates } }) =>
      dated.some((name) => name !== 'service' && dates?.[name] !== undefined),
    );
  if (offenceListed !== undefined)
    all.push(({ demand }) => (demand.offence?.listed === true) === offenceListed);
  if (modes) all.push(({ page }) => modes.includes(page.mode));
  if (warrant !== undefined) all.push((given) => given.warrant === warrant);
  if (secrecyBinds !== undefined) all.push((_, binds) => binds === secrecyBinds);
  const [only] = all;
  if (only && all.length === 1) return only;
  return (given, binds) => all.every((holds) => holds(given, binds));
}
