import { html, type Markup } from '../../shared/html.ts';
import type { Rule } from '../checks/rule.schema.ts';
import { ruleId } from '../checks/rule-id.ts';
import { sayParameters } from '../checks/say-parameters.ts';
import type { Rulebook } from '../decide/rulebook.ts';
import { forceText } from '../words/moment-text.ts';
import { sayCondition } from '../words/say-condition.ts';
import { effectText, unstatedText } from './effect-text.ts';
import { confirmedBadge, itemLinks, type Term, termList } from './terms.ts';

export type RuleContext = {
  rulebook: Rulebook;
  anchor: string;
  /** Whether what holds the rule was confirmed; a rule can be less, not more. */
  confirmed: boolean;
  /** It can never apply to this page's instrument. */
  idle?: boolean;
  /** What else is to be said of it. */
  more?: readonly Term[];
};

/** A rule in words: what it asks for, of whom, when, on what authority, and what follows where it is not met. */
export function renderRule(
  rule: Rule,
  { rulebook, anchor, confirmed, idle, more = [] }: RuleContext,
): Markup {
  const { says, holds, fails, unknown, cite, items, when, unless, effective, otherwise } = rule;
  const terms: Term[] = [
    ['Data concerned', items && itemLinks(items)],
    ...sayParameters(rule, rulebook),
    ['Applies only where', when && `${sayCondition(when, rulebook)}.`],
    ['Does not apply where', unless && `${sayCondition(unless, rulebook)}.`],
    ['In force', effective && forceText(effective)],
    ['If papers are silent', unstatedText(rule)],
    [
      rule.check === 'counsel' ? 'A person answers it' : 'If it is not met',
      effectText(otherwise, rule.confirmed, rulebook),
    ],
    [otherwise.outcome === 'note' ? 'What to do' : 'What the officer can do', otherwise.do],
    ['A decision says where it is met', holds],
    ['Where it is not', fails],
    ['Where the papers leave it open', unknown],
    ...more,
  ];
  return html`<section class="rule${idle && ' idle'}" id="${anchor}"><h4>${says}</h4>
<p class="meta"><a href="#${anchor}"><code>${ruleId(rule)}</code></a> · ${cite} · ${confirmedBadge(confirmed && rule.confirmed !== false)}${
    !confirmed && rule.confirmed === false && ' itself, not with its page alone'
  }${idle && html` <span class="badge">cannot arise here</span>`}</p>${termList(terms)}</section>`;
}
