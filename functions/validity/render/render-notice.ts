import { html, type Markup } from '../../shared/html.ts';
import type { Rulebook } from '../decide/rulebook.ts';
import type { Page } from '../pages/page.schema.ts';
import { humanise, listed, wordFor } from '../words/language.ts';
import { plainTerms } from '../words/plain-text.ts';
import { REGIMES } from '../words/vocabulary.ts';
import { effectText } from './effect-text.ts';
import { type Term, termList } from './terms.ts';

/** Whether the customer is told, and what can forbid it. The anchors are those of findings about secrecy. */
export function renderNotice({ notice, secrecy }: Page, rulebook: Rulebook): Markup {
  const { regime, fixed, cite, ...others } = notice;
  const law = rulebook.principles.secrecy;
  const own: Term[] = fixed ? [] : ownSecrecy(secrecy, rulebook);
  return html`${termList([
    ['The customer', html`${wordFor(REGIMES, regime)} (${cite})`, 'secrecy:regime'],
    [
      "A court's order",
      fixed
        ? 'Does not change this.'
        : html`Forbids telling the customer as long as it says (${law.cite}). ${law.notBinding.join('; ')} does not count: it delays somebody else's notice.`,
      'secrecy:court-order',
    ],
    ['An order without end', !fixed && law.withoutEnd.do, 'secrecy:end'],
    ['Orders for later demands', !fixed && law.futureDemands.do, 'secrecy:extent'],
    ...own,
    ['A mere wish', !fixed && law.doesNotBind],
    ['Rule changed by orders', fixed !== undefined && (fixed ? 'No: it is fixed.' : 'Yes.')],
    ...plainTerms(others),
  ])}`;
}

function ownSecrecy(secrecy: Page['secrecy'], rulebook: Rulebook): Term[] {
  if (!secrecy) return [['Its own secrecy', 'The instrument has none of its own.', 'secrecy:own-statute']];
  const { statutes, certifications, recitals, endStated, cite, otherwise, ...others } = secrecy;
  return [
    [
      'Its own secrecy',
      html`Binds where the paper invokes ${listed(statutes, 'or')} (${cite}).`,
      'secrecy:own-statute',
    ],
    ['With a certificate', certifications && `under ${listed(certifications, 'and')}`],
    ['With the clauses', recitals && listed(recitals.map(humanise), 'and')],
    [
      'With an end',
      endStated !== undefined && (endStated ? 'only where the paper says until when' : 'or without one'),
    ],
    ['If these are missing', html`${effectText(otherwise, true, rulebook)} ${otherwise.do}`],
    ...plainTerms(others),
  ];
}
