import type { Circumstances } from '../../shared/circumstances.schema.ts';
import type { Demand } from '../../shared/demand.schema.ts';
import type { Determination, Finding, Outcome } from '../../shared/determination.schema.ts';
import type { Rule } from '../checks/rule.schema.ts';
import { ruleId } from '../checks/rule-id.ts';
import type { Rulebook } from '../decide/rulebook.ts';
import { UNSTATED_STEP } from '../decide/specialise-rule.ts';
import { isAfter } from '../law/calendar.ts';
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
  const steps = [rule?.otherwise.do, rule && UNSTATED_STEP, inForce.otherwise.do, known.otherwise.do];
  const todo = steps.find((step) => step !== undefined && explanation.endsWith(` ${step}`)) ?? '';
  return { so: todo === '' ? explanation : explanation.slice(0, -todo.length).trim(), todo };
}

/** A sentence with its source before the full stop. */
export const cited = (sentence: string, source: string) => `${sentence.replace(/\.$/, '')} (${source}).`;

export const isSecrecy = ({ check }: Finding) => check.startsWith('secrecy:');

/** A general rule's source is that of many instruments, and it says of a case less than the page's own rule. */
export function isGeneral({ check }: Finding, { page, underlying }: Explained): boolean {
  const own = [...(page?.rules ?? []), ...(underlying?.rules ?? [])];
  return !own.some((rule) => ruleId(rule) === check);
}

const OVER: readonly Outcome[] = ['reject', 'redirect'];
const OPEN: readonly Outcome[] = ['refer', 'hold', 'suspend'];

/** Whether the demand ends here: refused, or to be asked elsewhere. */
export const isOver = ({ determination: { outcome } }: Explained) => OVER.includes(outcome);

/** Whether a question must be settled first. */
export const isOpen = ({ determination: { outcome } }: Explained) => OPEN.includes(outcome);

/** Whether keeping data is all that is asked. */
export const isKeeping = ({ determination: { outcome }, page }: Explained) =>
  outcome === 'preserve' || page?.mode === 'preserve';

/** Whether data is kept on this decision. */
export const isKept = ({ determination: { outcome, preserve } }: Explained) =>
  preserve || outcome === 'preserve';

/** Whether the time for which data is kept was over when this was decided. */
export const isKeptOver = (given: Explained) => {
  const { determination, circumstances } = given;
  const { until } = determination;
  return (
    isKept(given) && until !== undefined && circumstances !== undefined && isAfter(circumstances.now, until)
  );
};

/** Whether a finding bars the demand, whatever is still open. */
export const isBarred = ({ determination: { findings } }: Explained) =>
  findings.some(({ outcome }) => outcome === 'fail' || outcome === 'redirect');
