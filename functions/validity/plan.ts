import type { Finding } from '../shared/determination.schema.ts';
import type { Question } from './checks/verdict.ts';
import type { Consequence } from './consequence.ts';
import type { AskedItems, Dictionary } from './dictionary.ts';
import { type Answer, answerTo, type ReadyRule } from './ready-rule.ts';

/**
 * The rules of a page for demands that ask for the same items: what page and items alone decide is in place, the rest
 * waits for the demand.
 */
export type Plan = {
  /** In the order of the rules. An open rule has the one for that it is met, or not asked where it has conditions. */
  findings: readonly Finding[];
  /** What follows from the rules that are decided, and what they leave of the items. */
  consequences: readonly Consequence[];
  left: readonly string[];
  /** The smallest list that says what they leave. */
  leftInShort: readonly string[];
  /** Open rules: those that drop, each asked about all that was asked, and the others, in their turn. */
  dropping: readonly OpenRule[];
  others: readonly OpenRule[];
};

/** A rule that only a demand can answer, with its place among the findings. */
export type OpenRule = {
  place: number;
  rule: ReadyRule;
  question: Question;
  /** Whether a demand may be such that it is not asked. */
  isConditional: boolean;
};

export type ToPlan = {
  rules: readonly ReadyRule[];
  /** Findings that stand before those of the rules. */
  before: readonly Finding[];
  asked: AskedItems;
  reached: ReadonlySet<string>;
  dictionary: Dictionary;
};

export function makePlan({ rules, before, asked, reached, dictionary }: ToPlan): Plan {
  const findings = [...before];
  const consequences: Consequence[] = [];
  const dropping: OpenRule[] = [];
  const others: OpenRule[] = [];
  for (const rule of rules) {
    const place = findings.length;
    const answer = answerFromItems(rule, asked, reached);
    if (typeof answer === 'function') {
      const isConditional = rule.when !== true || rule.unless !== false || rule.guards !== undefined;
      (rule.drops ? dropping : others).push({ place, rule, question: answer, isConditional });
      findings.push((isConditional ? rule.answers.notAsked : rule.answers.met).finding);
    } else {
      if (answer.consequence) consequences.push(answer.consequence);
      findings.push(answer.finding);
    }
  }
  const left = leftOf(asked.items, consequences);
  const leftInShort = left === asked.items ? asked.smallest : dictionary.smallest(left);
  return { findings, consequences, left, leftInShort, dropping, others };
}

/** A rule's answer where page and items give it; otherwise the question that remains. */
function answerFromItems(
  rule: ReadyRule,
  asked: AskedItems,
  reached: ReadonlySet<string>,
): Answer | Question {
  const { when, unless, guards, asks, answers } = rule;
  if (when === false || unless === true) return answers.notAsked;
  if (guards && !guards.some((item) => asked.among.has(item))) return answers.notAsked;
  if ('ofCase' in asks) return asks.ofCase;
  const verdict = asks.ofItems(asked, reached);
  // What drops nothing is asked in its turn, of what is left.
  const isSettled = when === true && unless === false && (rule.drops || guards === undefined);
  return isSettled ? answerTo(rule, verdict) : () => verdict;
}

/** What drops leave of a list of items; the same list where they leave all of it. */
function leftOf(items: readonly string[], consequences: readonly Consequence[]): readonly string[] {
  const dropped = new Set(consequences.flatMap((one) => (one.outcome === 'drop' ? (one.items ?? []) : [])));
  return items.some((item) => dropped.has(item)) ? items.filter((item) => !dropped.has(item)) : items;
}
