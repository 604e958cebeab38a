import type { Effect, Rule } from '../rule.schema.ts';
import { html, type Markup } from './html.ts';
import { EFFECTS } from './vocabulary.ts';
import { capital, humanise, wordFor } from './words.ts';

/** What a rule that is not met does. Law that is not confirmed refuses nobody. */
export function effectText(
  { outcome, reason, preserve, nothingLeft }: Effect,
  confirmed: boolean | undefined,
): Markup {
  const asWritten = wordFor(EFFECTS, outcome);
  const softened = confirmed === false && outcome !== 'note' && outcome !== 'refer';
  const what = softened
    ? `a person here decides, since the rule is not confirmed; if it were: ${asWritten}`
    : asWritten;
  return html`${capital(what)}${reason && html` (${humanise(reason) !== reason && `${humanise(reason)}: `}<code>${reason}</code>)`}.${
    preserve !== undefined && (preserve ? ' The data is kept meanwhile.' : ' The data is not kept.')
  }${
    nothingLeft &&
    ` Where nothing is left of the demand, ${wordFor({ redirect: 'the officer is sent to another channel instead of being refused' }, nothingLeft)}.`
  }`;
}

const MAY_BE_UNSTATED: readonly Rule['check'][] = [
  'served-within',
  'duration-limit',
  'running',
  'offence-threshold',
  'emergency-window',
];
const UNSTATED: Record<string, string> = {
  pass: 'The rule counts as met.',
  fail: 'The rule counts as not met.',
  refer: 'A person here decides.',
};

/** What follows where the paper does not give the fact, for checks that may lack one. */
export function unstatedText({ check, unstated }: Pick<Rule, 'check' | 'unstated'>): string | undefined {
  if (unstated === undefined && !MAY_BE_UNSTATED.includes(check)) return undefined;
  return wordFor(UNSTATED, unstated ?? 'refer');
}
