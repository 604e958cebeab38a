import type { Demand } from '../shared/demand.schema.ts';
import type { Determination, Finding, Notice } from '../shared/determination.schema.ts';
import type { Rulebook } from './rulebook.ts';

const OUTCOME: Record<Determination['outcome'], string> = {
  accept: 'All that is asked may go to review.',
  narrow: 'Part of what is asked may go to review.',
  reject: 'Nothing may be disclosed.',
  redirect: 'Somebody else must be asked.',
  refer: 'A person must decide a question of law first.',
  preserve: 'The data is kept; nothing is disclosed.',
  hold: 'Who sent the demand is not settled; nothing happens before it is.',
  suspend: 'The data is kept until somebody else has decided.',
};

const NOTICE: Record<Notice['regime'], string> = {
  notify: 'The customer is told before disclosure.',
  delay: 'The customer is told when the duty of secrecy ends',
  prohibited: 'The customer may not be told.',
  hold: 'Nobody is told while it is settled whether a duty of secrecy binds us.',
  authority: 'The issuing authority informs the customer; we do not.',
  none: 'There is nothing to tell the customer.',
};

const PASSED: readonly Finding['outcome'][] = ['pass', 'not-applicable'];

/** A determination in the order in which a lawyer would write it: what was asked, held, why, and what follows. */
export function explainDecision(demand: Demand, determination: Determination, rulebook: Rulebook): string {
  const { outcome, findings, authorised, targets, due, until, preserve, approvals } = determination;
  const page = Object.hasOwn(rulebook.instruments, demand.instrument)
    ? rulebook.instruments[demand.instrument]
    : undefined;
  const grounds = findings.filter((finding) => !PASSED.includes(finding.outcome));
  const met = findings.filter((finding) => finding.outcome === 'pass');
  return [
    `Instrument: ${page ? `${page.title} (${page.citation})` : demand.instrument}`,
    `Asked: ${demand.data.join(', ') || 'nothing'}; ${counted(demand.targets.length, 'target')}`,
    '',
    `Held: ${OUTCOME[outcome]}`,
    ...(authorised.length === 0
      ? []
      : [
          `${outcome === 'accept' || outcome === 'narrow' || outcome === 'preserve' ? 'Covers' : 'If that is settled'}: ${authorised.join(', ')}; ${targets.length} of ${counted(demand.targets.length, 'target')}`,
        ]),
    ...section('Grounds', grounds.map(ground)),
    ...section(
      'Also considered and met',
      met.map(({ check, cite }) => `${check} (${cite})`),
    ),
    '',
    noticeText(determination.notice),
    ...(due === undefined ? [] : [`The answer is due on ${due}.`]),
    ...(until === undefined ? [] : [`${preserve ? 'The data is kept' : 'It runs'} until ${until}.`]),
    ...(preserve && until === undefined ? ['The data is kept.'] : []),
    `${counted(approvals, 'person', 'people')} must release.`,
    `Decided under rulebook ${determination.rulebook}.`,
  ].join('\n');
}

const counted = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

const section = (title: string, lines: readonly string[]) =>
  lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line, index) => `  ${index + 1}. ${line}`)];

const ground = ({ explanation, cite, reason }: Finding) =>
  `${explanation} [${cite}${reason ? `; ${reason}` : ''}]`;

const noticeText = ({ regime, until }: Notice) =>
  regime === 'delay' ? `${NOTICE.delay}, on ${until}.` : NOTICE[regime];
