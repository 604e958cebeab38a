import { html, type Markup, type Part } from '../../shared/html.ts';
import type { Rule } from '../checks/rule.schema.ts';
import { ruleId } from '../checks/rule-id.ts';
import type { Rulebook } from '../decide/rulebook.ts';
import { specialiseCondition } from '../decide/specialise-condition.ts';
import type { Instrument } from '../pages/instrument.ts';
import type { Page } from '../pages/page.schema.ts';
import { linksTo } from '../words/phrase.ts';
import { jurisdictionName, jurisdictionOf } from '../words/places.ts';
import { plainTerms } from '../words/plain-text.ts';
import { htmlDocument } from './html-document.ts';
import { renderExamples } from './render-examples.ts';
import { renderNotice } from './render-notice.ts';
import { renderReach } from './render-reach.ts';
import { renderRule } from './render-rule.ts';
import { renderStatus } from './render-status.ts';
import { renderApprovals, renderTimes } from './render-times.ts';
import { groupRules, ruleAnchors } from './rule-list.ts';
import { type Term, termList } from './terms.ts';

type Section = { id: string; title: string; body: Part };

/** An instrument's page as a lawyer reads it: all that its file says, in words, each rule with an anchor. */
export function renderPage(page: Instrument, rulebook: Rulebook): string {
  const jurisdiction = jurisdictionOf(page.id);
  const sections = sectionsOf(page, rulebook).filter(({ body }) => body !== undefined);
  return htmlDocument({
    title: page.title,
    crumbs: [
      { href: '/rulebook', title: 'Rulebook' },
      { href: `/rulebook#${jurisdiction}`, title: jurisdictionName(jurisdiction) },
    ],
    version: rulebook.version,
    body: html`<h1>${page.title}</h1>
<p class="lead">${page.summary}</p>
<nav class="contents" aria-label="On this page">${sections.map(({ id, title }) => html`<a href="#${id}">${title}</a> `)}</nav>
${renderStatus(page, rulebook)}
${sections.map(({ id, title, body }) => html`<h2 id="${id}">${title}</h2>${body}`)}`,
  });
}

function sectionsOf(page: Instrument, rulebook: Rulebook): Section[] {
  const { notes, rules, all, overlaid, others } = partsOf(page, rulebook);
  const anchor = ruleAnchors(all);
  const grouped = (some: readonly Rule[], about: (rule: Rule) => Partial<RuleFacts>) =>
    groupRules(some).map(
      (group) =>
        html`<h3>${group.title}</h3>${group.rules.map((rule) =>
          renderRule(rule, { rulebook, anchor: anchor(rule), confirmed: true, ...about(rule) }),
        )}`,
    );
  const general = all.filter((rule) => !rules.includes(rule) && !overlaid.has(rule));
  const namesakes = new Set(generalIds(rulebook));
  return [
    { id: 'reach', title: 'What it reaches', body: renderReach(page, rulebook) },
    {
      id: 'rules',
      title: 'What is checked',
      body: grouped(rules, (rule) => ({
        confirmed: page.confirmed,
        more: namesakes.has(ruleId(rule))
          ? [['General rule', 'This rule takes the place of the general rule of the same name.']]
          : [],
      })),
    },
    { id: 'times', title: 'Answer and keeping', body: renderTimes(page, rulebook) },
    { id: 'notice', title: 'Telling the customer', body: renderNotice(page, rulebook) },
    { id: 'release', title: 'Release', body: renderApprovals(page, rulebook) },
    {
      id: 'notes',
      title: 'Notes for counsel',
      body: notes && html`<ul>${notes.map((note) => html`<li>${note}</li>`)}</ul>`,
    },
    {
      id: 'overlays',
      title: 'Laws laid over it',
      body:
        overlaid.size > 0
          ? grouped([...overlaid.keys()], (rule) => ({ more: overlaid.get(rule) ?? [] }))
          : undefined,
    },
    { id: 'without', title: 'General rules left out', body: renderWithout(page, rulebook) },
    {
      id: 'general',
      title: 'What is checked of every instrument',
      body: grouped(general, (rule) => ({ idle: neverArises(rule, page, rulebook) })),
    },
    { id: 'examples', title: 'Worked examples', body: renderExamples(page) },
    { id: 'others', title: 'Other particulars', body: termList(plainTerms(others)) },
  ];
}

type RuleFacts = { confirmed: boolean; idle: boolean; more: readonly Term[] };

/** The page's parts that are sections; `others` is what no section shows. */
function partsOf(page: Instrument, { general }: Rulebook) {
  const {
    id,
    title,
    series,
    citation,
    summary,
    effective,
    confirmed,
    notes,
    mode,
    warrant,
    counsel,
    actsAsUnderlying,
    reaches,
    rules,
    without,
    notice,
    secrecy,
    due,
    keeping,
    deadlines,
    approvals,
    first,
    sample,
    examples,
    all,
    ...others
  } = page;
  const overlaid = new Map<Rule, readonly Term[]>(
    general.overlays.overlays
      .filter(({ rule }) => all.includes(rule))
      .map(({ rule, instruments }) => [rule, [['Laid over', linksTo('', instruments)]]]),
  );
  return { notes, rules, all, overlaid, others };
}

const generalIds = ({ principles }: Rulebook) =>
  [...principles.rules.first, ...principles.rules.last].map(ruleId);

/** Whether a rule's condition asks for what this page's instrument never is. */
const neverArises = ({ when }: Rule, page: Instrument, ground: Rulebook) =>
  !page.actsAsUnderlying && specialiseCondition(when, { page, ground }) === false;

/** General rules that do not apply to an instrument, and why. */
function renderWithout({ without = [] }: Page, { principles }: Rulebook): Markup | undefined {
  if (without.length === 0) return undefined;
  const { first, last } = principles.rules;
  const sayingOf = (id: string) => [...first, ...last].find((rule) => ruleId(rule) === id)?.says;
  return html`${without.map(
    ({ rule, because, ...others }) =>
      html`<section class="rule"><h4>${sayingOf(rule) ?? rule}</h4>
<p class="meta"><a href="/rulebook/principles#${rule}"><code>${rule}</code></a></p>
${termList([['Left out because', because], ...plainTerms(others)])}</section>`,
  )}`;
}
