import type { Circumstances } from '../../shared/circumstances.schema.ts';
import type { Demand } from '../../shared/demand.schema.ts';
import type { Determination, Finding } from '../../shared/determination.schema.ts';
import type { Rule } from '../checks/rule.schema.ts';
import { ruleId } from '../checks/rule-id.ts';
import type { Rulebook } from '../decide/rulebook.ts';
import type { Instrument } from '../pages/instrument.ts';

/** A decision with all that its explanation draws on. */
export type Explained = {
  demand: Demand;
  determination: Determination;
  rulebook: Rulebook;
  page?: Instrument | undefined;
  /** The page of the instrument that a treaty order was made as. */
  underlying?: Instrument | undefined;
  circumstances?: Circumstances | undefined;
};

/** The rule that made a finding; the engine makes some without one. */
export function ruleOf({ check }: Finding, { page, underlying }: Explained): Rule | undefined {
  return [...(page?.all ?? []), ...(underlying?.all ?? [])].find((rule) => ruleId(rule) === check);
}

/** What a finding says is so, and what it says is to be done. */
export function splitFinding(finding: Finding, given: Explained): { so: string; todo: string } {
  const { explanation } = finding;
  const { inForce, known } = given.rulebook.principles;
  const rule = ruleOf(finding, given);
  const so = [rule?.fails, rule?.unknown, rule?.says, inForce.fails, known.fails].find(
    (one) => one !== undefined && explanation.startsWith(one),
  );
  return so === undefined ? { so: explanation, todo: '' } : { so, todo: explanation.slice(so.length).trim() };
}

/** A sentence with its source before the full stop. */
export const cited = (sentence: string, source: string) => `${sentence.replace(/\.$/, '')} (${source}).`;

export const isSecrecy = ({ check }: Finding) => check.startsWith('secrecy:');
