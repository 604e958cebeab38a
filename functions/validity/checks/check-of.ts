import { CHECKS } from './all-checks.ts';
import type { CheckDefinition, Known, ParameterWords } from './check.ts';
import type { CheckName, Rule } from './rule.schema.ts';
import type { Law, Question } from './verdict.ts';

/** A check as those see it who have a rule and do not ask of which check it is. */
export type AnyCheck = Pick<CheckDefinition<object>, 'group' | 'mayLackFacts' | 'dropsTargets'> & {
  name: CheckName;
  words: Readonly<Record<string, ParameterWords<unknown>>>;
  asks(rule: Rule, law: Law): Question;
  hadWork?(rule: Rule, known: Known): boolean;
};

// The compiler does not follow that a rule meets the check of its own name.
const BY_NAME = new Map(CHECKS.map((check) => [check.name, check as unknown as AnyCheck]));

/** The check of a rule; undefined where the rule was never parsed and names none that exists. */
export const checkOf = ({ check }: Pick<Rule, 'check'>): AnyCheck | undefined => BY_NAME.get(check);
