import type { Finding } from '../../shared/determination.schema.ts';
import { humanise, wordFor } from '../words/language.ts';
import { cited, type Explained, isSecrecy, ruleOf, splitFinding } from './explained.ts';
import { itemsLeftOut } from './produced-text.ts';

const DECIDING: readonly Finding['outcome'][] = ['fail', 'redirect', 'refer', 'hold', 'suspend', 'drop'];

const deciding = ({ determination: { findings, outcome } }: Explained) =>
  findings.filter(
    (finding) => DECIDING.includes(finding.outcome) && (finding.outcome !== 'drop' || outcome === 'reject'),
  );

const LEAD = {
  fail: 'Required, and not met',
  drop: 'Left out',
  redirect: 'To be asked elsewhere',
  refer: 'To be decided by a person here',
  hold: 'Not settled',
  suspend: 'To be waited for',
};

/** Why it was decided so: each rule that was not met, with its source. */
export const groundLines = (given: Explained): string[] =>
  deciding(given).map((finding) => cited(ground(finding, given), source(finding)));

function ground(finding: Finding, given: Explained): string {
  const { says } = splitFinding(finding, given);
  if (isSecrecy(finding)) return 'It is not settled whether a duty of secrecy binds us.';
  if (ruleOf(finding, given)?.check === 'counsel') return `A person must look at this: ${says}`;
  if (isUnknown(finding, given)) return `The papers do not show this: ${says}`;
  const items = finding.outcome === 'drop' ? itemsLeftOut(finding, given) : '';
  return [wordFor(LEAD, finding.outcome), ...(items ? [items] : []), says].join(': ');
}

/** The paper does not give what the rule must know; what is to be done is then not what the rule says. */
function isUnknown(finding: Finding, given: Explained): boolean {
  const rule = ruleOf(finding, given);
  return rule !== undefined && !finding.explanation.includes(rule.otherwise.do);
}

const source = ({ cite, reason }: Finding) => (reason ? `${cite}; ${humanise(reason)}` : cite);

/** What the officer can do next, each thing once. */
export function nextLines(given: Explained): string[] {
  const { findings } = given.determination;
  const steps = findings
    .filter(({ outcome }) => DECIDING.includes(outcome))
    .map((finding) => {
      if (isSecrecy(finding)) return finding.explanation;
      const { says, todo } = splitFinding(finding, given);
      return isUnknown(finding, given)
        ? `Send what shows this, or wait for a person here to decide: ${says}`
        : todo;
    });
  return [...new Set(steps)].filter((step) => step !== '');
}

/** What the reviewer must see although it decides nothing. */
export const reviewerLines = ({ determination: { findings } }: Explained): string[] =>
  findings
    .filter((finding) => finding.outcome === 'note' && !isSecrecy(finding))
    .map(({ explanation, cite }) => cited(explanation, cite));
