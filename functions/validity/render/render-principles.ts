import { html, type Markup } from '../../shared/html.ts';
import type { Rule } from '../checks/rule.schema.ts';
import { ruleId } from '../checks/rule-id.ts';
import type { Rulebook } from '../decide/rulebook.ts';
import type { GeneralLaw } from '../pages/general-law.schema.ts';
import { wordFor } from '../words/language.ts';
import type { Lexicon } from '../words/lexicon.ts';
import { plainTerms } from '../words/plain-text.ts';
import { effectText } from './effect-text.ts';
import { renderRule } from './render-rule.ts';
import { approvalList } from './render-times.ts';
import { groupRules, ruleAnchors } from './rule-list.ts';
import { type Term, table, termList } from './terms.ts';

type Principles = GeneralLaw['principles'];
const KIND_NAMES = { refusal: 'refusal', gate: 'safeguard' };

/** What holds for every instrument: the principles, the rules that enforce them, and what the engine says itself. */
export function renderPrinciples(rulebook: Rulebook): Markup {
  const { principles, approvals, rules, inForce, known, unconfirmed, secrecy, ...others } =
    rulebook.general.principles;
  const { first, last, ...otherRules } = rules;
  const all = [...first, ...last];
  const anchor = ruleAnchors(all);
  const group = (some: readonly Rule[]) =>
    groupRules(some).map(
      ({ title, rules: members }) =>
        html`<h3>${title}</h3>${members.map((rule) => renderRule(rule, { rulebook, anchor: anchor(rule), confirmed: true }))}`,
    );
  return html`<h2 id="principles">What we hold to</h2>${principleTable(principles, all)}
<h2 id="approvals">Who releases</h2>${approvalList(approvals, rulebook)}
<h2 id="first">Checked before an instrument's own rules</h2>${group(first)}
<h2 id="last">Checked after them</h2>${group(last)}
<h2 id="status">The instrument itself</h2>
${statement('in-force:instrument', inForce, rulebook)}${statement('in-force:known', known, rulebook)}${statement('in-force:confirmed', unconfirmed, rulebook)}
<h2 id="secrecy">Secrecy</h2>${secrecyTerms(secrecy, rulebook)}
${termList([...plainTerms(otherRules), ...plainTerms(others)])}`;
}

const principleTable = (principles: Principles['principles'], rules: readonly Rule[]): Markup =>
  table(
    ['Principle', 'Kind', 'Source', 'Enforced by'],
    principles.map(({ id, kind, says, source, enforcedBy, ...others }) => ({
      anchor: id,
      cells: [
        html`<strong>${says}</strong><br><code>${id}</code>`,
        wordFor(KIND_NAMES, kind),
        html`${source}${termList(plainTerms(others))}`,
        rules.some((rule) => ruleId(rule) === enforcedBy)
          ? html`<a href="#${enforcedBy}"><code>${enforcedBy}</code></a>`
          : enforcedBy,
      ],
    })),
  );

type Statement = Pick<Principles['inForce'], 'cite' | 'says'> & Partial<Principles['inForce']>;

const statement = (
  id: string,
  { cite, says, holds, fails, otherwise, ...others }: Statement,
  law: Lexicon,
): Markup =>
  html`<section class="rule" id="${id}"><h4>${says}</h4>
<p class="meta"><a href="#${id}"><code>${id}</code></a> · ${cite}</p>${termList([...effectTerms(otherwise, law), ['A decision says where it is met', holds], ['Where it is not', fails], ...plainTerms(others)])}</section>`;

const effectTerms = (otherwise: Rule['otherwise'] | undefined, law: Lexicon): Term[] =>
  otherwise
    ? [
        ['If it is not met', effectText(otherwise, true, law)],
        ['What the officer can do', otherwise.do],
      ]
    : [];

function secrecyTerms(secrecy: Principles['secrecy'], law: Lexicon): Markup | undefined {
  const {
    cite,
    notBinding,
    withoutEnd,
    futureDemands,
    ended,
    binds,
    doesNotBind,
    nothingClaimed,
    ...others
  } = secrecy;
  return termList([
    ['Source', cite],
    ['Does not bind us', notBinding.join('; ')],
    ['Where it binds', binds, 'secrecy:court-order'],
    ['Where it does not', doesNotBind],
    ['Where none is claimed', nothingClaimed, 'secrecy:regime'],
    ['Where it has ended', ended],
    ['An order without end', html`${effectText(withoutEnd, true, law)} ${withoutEnd.do}`, 'secrecy:end'],
    [
      'Orders for later demands',
      html`${effectText(futureDemands, true, law)} ${futureDemands.do}`,
      'secrecy:extent',
    ],
    ...plainTerms(others),
  ]);
}
