import type { Circumstances } from '../../shared/circumstances.schema.ts';
import type { Demand } from '../../shared/demand.schema.ts';
import type { Determination } from '../../shared/determination.schema.ts';
import type { Rulebook } from '../decide/rulebook.ts';
import { consideredLines } from './considered-lines.ts';
import { dateLines } from './date-lines.ts';
import type { Explained } from './explained.ts';
import { groundLines, nextLines, reviewerLines } from './ground-lines.ts';
import { noticeLines } from './notice-lines.ts';
import { leftOutLines, producedLines, producedTitle } from './produced-text.ts';

const OUTCOME: Record<Determination['outcome'], string> = {
  accept: 'All that is asked may go to review.',
  narrow: 'Part of what is asked may go to review.',
  reject: 'The demand is refused: nothing may be disclosed.',
  redirect: 'Somebody else must be asked; nothing is disclosed on this demand.',
  refer: 'A person here must decide a question of law before anything is produced.',
  preserve: 'The data is kept; nothing is disclosed.',
  hold: 'It is not settled who sent the demand; nothing happens before it is.',
  suspend: 'The data is kept, and not produced until somebody else has decided.',
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
  const underlying =
    page?.actsAsUnderlying && demand.underlying !== undefined ? pageOf(demand.underlying) : undefined;
  const given: Explained = { demand, determination, rulebook, page, underlying, circumstances };
  return [
    ...heading(given),
    ...paragraph('Outcome', [OUTCOME[determination.outcome]]),
    ...section('Why', groundLines(given)),
    ...section(producedTitle(given), producedLines(given)),
    ...section('What may not be produced', leftOutLines(given)),
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

function officerLines(given: Explained): string[] {
  const next = nextLines(given);
  return next.length > 0 ? next : ['Nothing.'];
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  - ${line}`)];

const paragraph = (title: string, sentences: readonly string[]): string[] =>
  sentences.length === 0 ? [] : ['', title, `  ${sentences.join(' ')}`];
