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
  fail: '',
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
  const { so } = splitFinding(finding, given);
  if (isSecrecy(finding)) return 'It is not settled whether a duty of secrecy binds us.';
  if (finding.outcome === 'refer' && ruleOf(finding, given)?.check === 'counsel')
    return `For a person here: ${so}`;
  const items = finding.outcome === 'drop' ? itemsLeftOut(finding, given) : '';
  return [wordFor(LEAD, finding.outcome), items, so].filter((part) => part !== '').join(': ');
}

const source = ({ cite, reason }: Finding) => (reason ? `${cite}; ${humanise(reason)}` : cite);

/** What the officer can do next, each thing once. */
export function nextLines(given: Explained): string[] {
  const { findings } = given.determination;
  const steps = findings
    .filter(({ outcome }) => DECIDING.includes(outcome))
    .map((finding) => {
      if (isSecrecy(finding)) return finding.explanation;
      return splitFinding(finding, given).todo;
    });
  return [...new Set(steps)].filter((step) => step !== '');
}

/** What the reviewer must see although it decides nothing. */
export const reviewerLines = (given: Explained): string[] => [
  ...given.determination.findings
    .filter((finding) => finding.outcome === 'note' && !isSecrecy(finding))
    .map(({ explanation, cite }) => cited(explanation, cite)),
  ...unmatchedLines(given),
];

/** Which targets name nobody whom we know. Whoever asks about a person is not told that. */
function unmatchedLines({ demand, circumstances }: Explained): string[] {
  if (!circumstances || circumstances.accounts.length === 0) return [];
  const matched = new Set(circumstances.accounts.flatMap((one) => (one.matched ? [one.target] : [])));
  return demand.targets.flatMap((_, index) =>
    matched.has(index)
      ? []
      : [
          `Target number ${index + 1} names no account of ours: approving it produces a package that says so.`,
        ],
  );
}
