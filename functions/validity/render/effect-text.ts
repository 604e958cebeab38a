import { html, type Markup } from '../../shared/html.ts';
import { checkOf } from '../checks/check-of.ts';
import type { Rule } from '../checks/rule.schema.ts';
import type { Effect } from '../law/effect.schema.ts';
import { capital, humanise, wordFor } from '../words/language.ts';
import type { Lexicon } from '../words/lexicon.ts';
import { fromText, sayClock } from '../words/say-clock.ts';
import { EFFECTS } from '../words/vocabulary.ts';

/** What a rule that is not met does. Law that is not confirmed refuses nobody. */
export function effectText(
  { outcome, reason, preserve, keeping, nothingLeft, afterRefusals }: Effect,
  confirmed: boolean | undefined,
  law: Lexicon,
): Markup {
  const asWritten = wordFor(EFFECTS, outcome);
  const softened = confirmed === false && outcome !== 'note' && outcome !== 'refer';
  const what = softened
    ? `a person here decides, since the rule is not confirmed; if it were: ${asWritten}`
    : asWritten;
  return html`${capital(what)}${reason && html` (${humanise(reason) !== reason && `${humanise(reason)}: `}<code>${reason}</code>)`}.${
    preserve !== undefined && (preserve ? ' The data is kept meanwhile.' : ' The data is not kept.')
  }${
    keeping &&
    html` It is kept for ${sayClock(keeping.clock, law)} ${fromText(keeping.from)}, and not longer.`
  }${afterRefusals && ' What is refused in any case is refused first.'}${
    nothingLeft &&
    ` Where nothing is left of the demand, ${wordFor({ redirect: 'the officer is sent to another channel instead of being refused' }, nothingLeft)}.`
  }`;
}

const UNSTATED: Record<string, string> = {
  pass: 'The rule counts as met.',
  fail: 'The rule counts as not met.',
  refer: 'A person here decides.',
};

/** What follows where the paper does not give the fact, for checks that may lack one. */
export function unstatedText(rule: Rule): string | undefined {
  const { unstated } = rule;
  if (unstated === undefined && !checkOf(rule)?.mayLackFacts) return undefined;
  return wordFor(UNSTATED, unstated ?? 'refer');
}
