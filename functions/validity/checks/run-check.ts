import type { CheckName, Rule } from '../rule.schema.ts';
import { authenticityChecks } from './authenticity-checks.ts';
import { issuingChecks } from './issuing-checks.ts';
import { itemChecks } from './item-checks.ts';
import { paperChecks } from './paper-checks.ts';
import { preservationChecks } from './preservation-checks.ts';
import { scopeChecks } from './scope-checks.ts';
import { timeChecks } from './time-checks.ts';
import type { Check, Checks, ItemQuestion, Law, Question } from './verdict.ts';

type ItemCheckName = keyof typeof itemChecks;

const CHECKS: Checks<Exclude<CheckName, ItemCheckName>> = {
  ...issuingChecks,
  ...paperChecks,
  ...timeChecks,
  ...scopeChecks,
  ...authenticityChecks,
  ...preservationChecks,
};

/** What a rule asks: of the items alone, or of a demand and what is known about it. */
export type Asks = { ofItems: ItemQuestion } | { ofCase: Question };

export function questionOf(rule: Rule, law: Law): Asks {
  // The tables are typed entry by entry; the compiler cannot follow that a rule meets the entry of its own name.
  if (Object.hasOwn(itemChecks, rule.check)) {
    const check = itemChecks[rule.check as ItemCheckName] as Check<CheckName, ItemQuestion>;
    return { ofItems: check(rule, law) };
  }
  const check = CHECKS[rule.check as Exclude<CheckName, ItemCheckName>] as Check<CheckName>;
  return { ofCase: check(rule, law) };
}
