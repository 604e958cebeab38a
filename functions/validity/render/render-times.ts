import { html, type Markup, type Part } from '../../shared/html.ts';
import type { Rulebook } from '../decide/rulebook.ts';
import { specialiseCondition } from '../decide/specialise-condition.ts';
import type { Approvals } from '../law/approvals.schema.ts';
import type { Due, Page } from '../pages/page.schema.ts';
import { counted, humanise, listed, wordFor } from '../words/language.ts';
import { plainTerms, plainText } from '../words/plain-text.ts';
import { fromText, sayClock } from '../words/say-clock.ts';
import { sayCondition } from '../words/say-condition.ts';
import { DATES } from '../words/vocabulary.ts';
import { type Term, termList } from './terms.ts';

/** When the answer is due, and how long data is kept. The order's own times are rules. */
export function renderTimes({ due, keeping, deadlines = [] }: Page, rulebook: Rulebook): Markup {
  return html`${termList([
    [
      'Answer due',
      due ? html`<ul>${due.map((one) => html`<li>${dueText(one, rulebook)}</li>`)}</ul>` : 'No time is set.',
    ],
    ...keepingTerms(keeping, rulebook),
    [
      'Other days',
      deadlines.length > 0 &&
        html`<ul>${deadlines.map((one) => html`<li>${deadlineText(one, rulebook)}</li>`)}</ul>`,
    ],
  ])}${due && due.length > 1 && html`<p class="small">The first line that gives a date counts.</p>`}`;
}

function dueText({ cite, when, ...one }: Due, rulebook: Rulebook): Part {
  const condition = when && html`, where ${sayCondition(when, rulebook)}`;
  if ('paper' in one) {
    const { paper, ...others } = one;
    return html`On ${wordFor(DATES, paper)}${condition} (${cite}).${termList(plainTerms(others))}`;
  }
  const { clock, from, ...others } = one;
  return html`Within ${sayClock(clock, rulebook)} ${fromText(from)}${condition} (${cite}).${termList(plainTerms(others))}`;
}

function deadlineText(
  { clock, from, says, cite, when, because, ...others }: NonNullable<Page['deadlines']>[number],
  rulebook: Rulebook,
): Part {
  const reasons =
    because &&
    html`, where a reason is ${listed(because.map(humanise), 'or')} (<code>${because.join(' ')}</code>)`;
  return html`${says}: ${sayClock(clock, rulebook)} ${fromText(from)}${when && html`, where ${sayCondition(when, rulebook)}`}${reasons} (${cite}).${termList(plainTerms(others))}`;
}

function keepingTerms(keeping: Page['keeping'], rulebook: Rulebook): Term[] {
  if (!keeping) return [['Data kept', 'No time is set.']];
  const { clock, renewalClock, from, says, ...others } = keeping;
  return [
    [
      'Data kept',
      html`${sayClock(clock, rulebook)} ${fromText(from)}, where the demand is to keep data or a defect can be cured.`,
    ],
    [
      'On a renewal',
      renewalClock !== undefined &&
        html`${sayClock(renewalClock, rulebook)} from the end of the keeping that is renewed.`,
    ],
    ['A decision says', says !== undefined && `${says} that day`],
    ...plainTerms(others),
  ];
}

/** How many people must release what was found. */
export function renderApprovals(
  { mode, warrant, approvals: own = [], first }: Page,
  rulebook: Rulebook,
): Markup {
  const ofPage = { page: { mode, warrant }, ground: rulebook };
  const approvals = [
    ...rulebook.principles.approvals.filter(({ when }) => specialiseCondition(when, ofPage) !== false),
    ...own,
  ];
  return html`<p>${
    mode === 'preserve'
      ? 'Nothing is disclosed, so nobody has to release anything'
      : 'A person reviews the demand, and one other person releases what was found'
  }${approvals.length > 0 && ', but for these cases'}.</p>
${approvals.length > 0 && approvalList(approvals, rulebook)}${first && renderFirst(first)}`;
}

/** When more than one person releases. */
export const approvalList = (approvals: readonly Approvals[], rulebook: Rulebook): Markup =>
  html`<ul>${approvals.map(
    ({ people, cite, when, ...others }) =>
      html`<li>${counted(people, 'person releases', 'people release')} it${when && `, where ${sayCondition(when, rulebook)}`} (${cite}).${termList(plainTerms(others))}</li>`,
  )}</ul>`;

/** What is given first, and how more is. */
function renderFirst({ items, cite, says, superior, ...others }: NonNullable<Page['first']>): Markup {
  return html`<p>${says} (${cite})</p>${termList([
    ['First', plainText(items)],
    [
      'More',
      html`for a <a href="/rulebook/answers#more">reason that its approval states</a>${superior && ', once a superior of the office confirmed the demand, too'}`,
    ],
    ...plainTerms(others),
  ])}`;
}
