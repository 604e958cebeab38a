import type { Circumstances } from '../../shared/circumstances.schema.ts';
import type { Demand } from '../../shared/demand.schema.ts';
import type { Determination } from '../../shared/determination.schema.ts';
import type { Rulebook } from '../decide/rulebook.ts';
import { consideredLines } from './considered-lines.ts';
import { dateLines } from './date-lines.ts';
import { type Explained, isKeeping, isKeptOver, isOver, isSecrecy, ruleOf } from './explained.ts';
import { decidingFindings, groundLines, nextLines, reviewerLines } from './ground-lines.ts';
import { noticeLines } from './notice-lines.ts';
import { leftOutLines, leftOutTitle, producedLines, producedTitle } from './produced-text.ts';

const OUTCOME: Record<Determination['outcome'], string> = {
  accept: 'All that is asked may go to review.',
  narrow: 'Part of what is asked may go to review.',
  reject: 'The demand is refused: nothing may be disclosed.',
  redirect: 'It must be asked elsewhere; nothing is disclosed on this demand.',
  refer: 'A person here must decide what is open before anything is produced.',
  preserve: 'The data is kept; nothing is disclosed.',
  hold: 'It is not settled who sent the demand; nothing is disclosed before it is.',
  suspend: 'The data is kept, and not produced until somebody else has decided or the time for that is over.',
};

/**
 * A determination in the order in which a lawyer would write it. It is made of the rulebook's sentences alone: no
 * name, identifier or text of the paper gets into it. Circumstances add which inquiries were made.
 */
export function explainDecision(
  demand: Demand,
  determination: Determination,
  rulebook: Rulebook,
  circumstances?: Circumstances,
): string {
  const pageOf = (id: string) =>
    Object.hasOwn(rulebook.instruments, id) ? rulebook.instruments[id] : undefined;
  const page = pageOf(demand.instrument);
  const isMadeAs =
    demand.underlying !== undefined &&
    rulebook.specialised(demand.instrument)?.actingAs.has(demand.underlying);
  const underlying = isMadeAs && demand.underlying !== undefined ? pageOf(demand.underlying) : undefined;
  const given: Explained = { demand, determination, rulebook, page, underlying, circumstances };
  return [
    ...heading(given),
    ...paragraph('Outcome', [outcomeText(given)]),
    ...section('Why', groundLines(given)),
    ...section(producedTitle(given), producedLines(given)),
    ...section(leftOutTitle(given), isOver(given) ? [] : leftOutLines(droppedBy(given), given)),
    ...section('What the officer should do next', officerLines(given)),
    ...paragraph('Telling the customer', noticeLines(given)),
    ...paragraph('Times and release', dateLines(given)),
    ...section('For the reviewer', reviewerLines(given)),
    ...section('Considered, and met', consideredLines(given)),
    '',
    `Decided under rulebook ${determination.rulebook}. This is software, not legal advice.`,
  ].join('\n');
}

function heading({ demand, page, underlying }: Explained): string[] {
  const title = `Decision on a demand: ${page?.title ?? 'an instrument that the rulebook does not know'}`;
  return [
    title,
    '='.repeat(title.length),
    ...(page ? [`Under ${page.citation}${page.confirmed ? '' : ' (page not confirmed)'}.`] : []),
    ...(underlying ? [`Made as: ${underlying.title} (${underlying.citation}).`] : []),
    `Asked for: ${demand.data.join(', ') || 'nothing'}.`,
  ];
}

function outcomeText(given: Explained): string {
  const { outcome } = given.determination;
  if (outcome === 'preserve' && isKeptOver(given))
    return 'The data was to be kept, and the time for that is over; nothing is disclosed.';
  return outcome === 'refer' && isKeeping(given)
    ? 'A person here must decide what is open before the demand is answered.'
    : OUTCOME[outcome];
}

const droppedBy = (given: Explained) => decidingFindings(given).filter(({ outcome }) => outcome === 'drop');

/** What the officer is to do. A rule's note may ask for something too, which the reviewer sees to. */
function officerLines(given: Explained): string[] {
  const next = nextLines(given);
  if (next.length > 0) return next;
  const isAsked = given.determination.findings.some(
    (finding) => finding.outcome === 'note' && (isSecrecy(finding) || ruleOf(finding, given) !== undefined),
  );
  return [isAsked ? 'Nothing, unless the reviewer asks for what is said below.' : 'Nothing.'];
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  - ${line}`)];

const paragraph = (title: string, sentences: readonly string[]): string[] =>
  sentences.length === 0 ? [] : ['', title, `  ${sentences.join(' ')}`];
