import type { Case } from '../checks/case.ts';
import { citesAnyOf } from '../law/cites-under.ts';
import type { Condition, ConditionFacts } from '../law/condition.schema.ts';
import type { GroundLaw } from '../law/ground-law.ts';
import { plainWords } from '../law/plain-words.ts';
import type { Page } from '../pages/page.schema.ts';

/** What a condition asks about. */
export type Asked = Pick<Case, 'demand' | 'circumstances' | 'secrecyBinds' | 'court'>;

/** Whether a condition holds for a case. */
export type Holds = (given: Asked) => boolean;

/** What a condition may ask of the page it stands on, and the offices that it may name. */
export type OfPage = { page: Pick<Page, 'mode' | 'warrant'>; ground: Pick<GroundLaw, 'rolesAmong'> };

/**
 * The condition as a question that asks only for the facts it names, or its answer where the page alone gives it: no
 * condition holds always.
 */
export function specialiseCondition(condition: Condition | undefined, where: OfPage): Holds | boolean {
  if (condition === undefined) return true;
  if (!Array.isArray(condition)) return specialiseFacts(condition, where);
  const sets = condition.map((facts) => specialiseFacts(facts, where));
  if (sets.includes(true)) return true;
  const open = sets.filter((holds) => typeof holds === 'function');
  return open.length > 0 && ((given) => open.some((holds) => holds(given)));
}

/** Whether what was made of a condition holds for a case. */
export const holdsFor = (holds: Holds | boolean, given: Asked): boolean =>
  typeof holds === 'function' ? holds(given) : holds;

function specialiseFacts(facts: ConditionFacts, { page, ground }: OfPage): Holds | boolean {
  const { countries, states, levels, kinds, issuers, signedBy, certified, danger, purpose, dated, modes } =
    facts;
  const { courts, extension, offenceListed, warrant, secrecyBinds, cites, underlying, targetsAre, callback } =
    facts;
  if (modes && !modes.includes(page.mode)) return false;
  if (warrant !== undefined && warrant !== page.warrant) return false;
  const all: Holds[] = [];
  if (countries) all.push(({ demand }) => countries.includes(demand.authority.country));
  if (states)
    all.push(
      ({ demand: { authority } }) => authority.state !== undefined && states.includes(authority.state),
    );
  if (levels) all.push(({ demand }) => levels.includes(demand.authority.level));
  if (kinds) all.push(({ demand }) => kinds.includes(demand.authority.kind));
  if (issuers) {
    const isAmong = ground.rolesAmong(issuers);
    all.push(({ demand }) => isAmong(demand.issuer.role));
  }
  if (courts) {
    const names = courts.map(plainWords);
    all.push(({ court }) => court !== '' && names.some((name) => court.includes(name)));
  }
  if (signedBy) {
    const isAmong = ground.rolesAmong(signedBy);
    all.push(({ demand }) => demand.signatures.some(({ role }) => isAmong(role)));
  }
  if (certified) {
    const isWanted = citesAnyOf(certified);
    all.push(({ demand: { certifications = [] } }) => certifications.some(isWanted));
  }
  if (cites) {
    const isWanted = citesAnyOf(cites);
    all.push(({ demand: { cites: given = [] } }) => given.some(isWanted));
  }
  if (underlying)
    all.push(({ demand }) => demand.underlying !== undefined && underlying.includes(demand.underlying));
  if (targetsAre) all.push(({ demand }) => demand.targets.every(({ type }) => targetsAre.includes(type)));
  if (callback)
    all.push(
      ({ circumstances: { authenticity } }) =>
        authenticity?.callback !== undefined && callback.includes(authenticity.callback),
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
  if (secrecyBinds !== undefined) all.push((given) => given.secrecyBinds === secrecyBinds);
  return all.length === 0 || ((given) => all.every((holds) => holds(given)));
}
