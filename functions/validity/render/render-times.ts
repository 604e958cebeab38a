import type { Due, Page } from '../page.schema.ts';
import type { Rulebook } from '../rulebook.ts';
import { clockLink, fromText } from './clock-words.ts';
import { html, type Markup, type Part } from './html.ts';
import { plainTerms } from './plain-value.ts';
import { sayCondition } from './say-condition.ts';
import { type Term, termList } from './terms.ts';
import { DATES } from './vocabulary.ts';
import { wordFor } from './words.ts';

/** When the answer is due, and how long data is kept. The order's own times are rules. */
export function renderTimes({ due, keeping }: Page, rulebook: Rulebook): Markup {
  return html`${termList([
    [
      'Answer due',
      due ? html`<ul>${due.map((one) => html`<li>${dueText(one, rulebook)}</li>`)}</ul>` : 'No time is set.',
    ],
    ...keepingTerms(keeping, rulebook),
  ])}${due && due.length > 1 && html`<p class="small">The first line that gives a date counts.</p>`}`;
}

function dueText({ cite, when, ...one }: Due, rulebook: Rulebook): Part {
  const condition = when && html`, where ${sayCondition(when, rulebook)}`;
  if ('paper' in one) {
    const { paper, ...others } = one;
    return html`On ${wordFor(DATES, paper)}${condition} (${cite}).${termList(plainTerms(others))}`;
  }
  const { clock, from, ...others } = one;
  return html`Within ${clockLink(clock, rulebook)} ${fromText(from)}${condition} (${cite}).${termList(plainTerms(others))}`;
}

function keepingTerms(keeping: Page['keeping'], rulebook: Rulebook): Term[] {
  if (!keeping) return [['Data kept', 'No time is set.']];
  const { clock, renewalClock, from, ...others } = keeping;
  return [
    [
      'Data kept',
      html`${clockLink(clock, rulebook)} ${fromText(from)}, where the demand is to keep data or a defect can be cured.`,
    ],
    [
      'On a renewal',
      renewalClock !== undefined &&
        html`${clockLink(renewalClock, rulebook)} from the end of the keeping that is renewed.`,
    ],
    ...plainTerms(others),
  ];
}
