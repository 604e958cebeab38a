import type { Finding } from '../../shared/determination.schema.ts';
import { UNSTATED_STEP } from '../decide/specialise-rule.ts';
import { humanise, wordFor } from '../words/language.ts';
import {
  cited,
  type Explained,
  isGeneral,
  isKeptOver,
  isOver,
  isSecrecy,
  ruleOf,
  splitFinding,
} from './explained.ts';
import { itemsLeftOut, leaveOutAll } from './produced-text.ts';

const DECIDING: readonly Finding['outcome'][] = ['fail', 'redirect', 'refer', 'hold', 'suspend', 'drop'];

const LEAD = {
  fail: '',
  drop: 'Left out',
  redirect: 'To be asked elsewhere',
  refer: 'To be decided by a person here',
  hold: 'Not settled',
  suspend: 'To be waited for',
};

/** What nobody here settles any more, since the demand ends with another finding. */
const LEFT_OPEN: readonly Finding['outcome'][] = ['refer', 'hold', 'suspend'];
const isLeftOpen = ({ outcome }: Finding, given: Explained) => isOver(given) && LEFT_OPEN.includes(outcome);

/** The findings that decide, each fault once: by the page's own rule, and by the one that weighs more. */
export function decidingFindings(given: Explained): Finding[] {
  const all = given.determination.findings.filter(({ outcome }) => DECIDING.includes(outcome));
  return all.filter((finding, place) => {
    const before = all.slice(0, place);
    const closer = all.filter((other) => other !== finding && !isGeneral(other, given));
    return !(
      all.some((other) => isSameFault(other, finding, given)) ||
      before.some((other) => isOfSameTargets(other, finding, given)) ||
      isCovered(finding, [...before, ...closer], given)
    );
  });
}

/** Whether what a rule leaves open is a fault for which a rule of the same kind refuses. */
function isSameFault(other: Finding, finding: Finding, given: Explained): boolean {
  if (other.outcome !== 'fail' || checkName(other) !== checkName(finding)) return false;
  if (finding.outcome === 'refer') return finding.reason !== undefined && other.reason === finding.reason;
  const marks = [finding, other].map((one) => ruleOf(one, given));
  return (
    finding.outcome === 'hold' &&
    marks.every((rule) => rule?.check === 'fraud-signals' && rule.of === undefined)
  );
}

/** Whether all that a general rule leaves out is left out by others, which say why in their own words. */
const isCovered = (finding: Finding, others: readonly Finding[], given: Explained) =>
  finding.outcome === 'drop' &&
  isGeneral(finding, given) &&
  leaveOutAll(
    others.filter(({ outcome }) => outcome === 'drop'),
    finding,
    given,
  );

/** Whether two rules leave out the same types of target. */
function isOfSameTargets(other: Finding, finding: Finding, given: Explained): boolean {
  const typesOf = (one: Finding) => {
    const rule = one.outcome === 'drop' ? ruleOf(one, given) : undefined;
    return rule?.check === 'target-specificity' ? rule.types?.join() : undefined;
  };
  return typesOf(finding) !== undefined && typesOf(finding) === typesOf(other);
}

const checkName = ({ check }: Finding) => check.split(':')[0];

/** Why it was decided so: each rule that was not met, with its source. */
export const groundLines = (given: Explained): string[] =>
  decidingFindings(given)
    .filter(({ outcome }) => outcome !== 'drop' || isOver(given))
    .map((finding) => cited(ground(finding, given), source(finding)));

function ground(finding: Finding, given: Explained): string {
  const { so } = splitFinding(finding, given);
  if (isSecrecy(finding)) return 'It is not settled whether a duty of secrecy binds us.';
  if (isLeftOpen(finding, given)) return `Left open: ${so}`;
  if (finding.outcome === 'fail' && !isOver(given)) return `Against the demand in any case: ${so}`;
  if (finding.outcome === 'refer' && ruleOf(finding, given)?.check === 'counsel')
    return `For a person here: ${so}`;
  const items = finding.outcome === 'drop' ? itemsLeftOut(finding, given) : '';
  return [wordFor(LEAD, finding.outcome), items, so].filter((part) => part !== '').join(': ');
}

const source = ({ cite, reason }: Finding) => (reason ? `${cite}; ${humanise(reason)}` : cite);

/** What the officer can do next, each thing once. */
export function nextLines(given: Explained): string[] {
  const steps = decidingFindings(given).flatMap((finding) => {
    const todo = stepOf(finding, given);
    if (todo === '') return [];
    return [isLeftOpen(finding, given) ? `Should the demand be made again: ${todo}` : todo];
  });
  return [...new Set([...steps, ...ownSteps(given)])];
}

function stepOf(finding: Finding, given: Explained): string {
  if (isSecrecy(finding)) return finding.explanation;
  const { todo } = splitFinding(finding, given);
  // What is to be stated is what the paper leaves open.
  return todo === UNSTATED_STEP ? finding.explanation : todo;
}

/** What follows for the officer from the decision itself. */
function ownSteps(given: Explained): string[] {
  const { outcome, findings } = given.determination;
  if (outcome === 'preserve')
    return [
      isKeptOver(given)
        ? 'The time of keeping is over; obtain the process that has produced what still exists.'
        : 'Obtain the process that has the data produced before the keeping ends.',
    ];
  const runsWithoutOrder = findings.find((finding) => isEmergencyTime(finding, given));
  return runsWithoutOrder && !isOver(given)
    ? [
        cited(
          'Have the order made and serve it before the time for an emergency is over.',
          runsWithoutOrder.cite,
        ),
      ]
    : [];
}

/** Whether a finding says that an emergency may still go without an order. */
export const isEmergencyTime = (finding: Finding, given: Explained) =>
  finding.outcome === 'pass' && ruleOf(finding, given)?.otherwise.reason === 'emergency-lapsed';

/** What the reviewer must see although it decides nothing; of a demand that ends here, nothing is left to look at. */
export const reviewerLines = (given: Explained): string[] => [
  ...given.determination.findings
    .filter(({ outcome }) => outcome === 'note')
    .filter((finding) => !isSecrecy(finding) && !(isOver(given) && ruleOf(finding, given)))
    .map(({ explanation, cite }) => cited(explanation, cite)),
  ...unmatchedLines(given),
];

/** Which targets name nobody whom we know. Whoever asks about a person is not told that. */
function unmatchedLines(given: Explained): string[] {
  const { demand, circumstances, determination } = given;
  if (!circumstances || circumstances.accounts.length === 0) return [];
  const matched = new Set(circumstances.accounts.flatMap((one) => (one.matched ? [one.target] : [])));
  const isApproved = determination.outcome === 'accept' || determination.outcome === 'narrow';
  const then = isApproved
    ? ': approving it produces a package that says so'
    : determination.outcome === 'preserve'
      ? ': there is nothing to keep for it'
      : '';
  return demand.targets.flatMap((_, index) =>
    matched.has(index)
      ? []
      : [
          `Target number ${index + 1} names no account of ours${determination.targets.includes(index) ? then : ''}.`,
        ],
  );
}
