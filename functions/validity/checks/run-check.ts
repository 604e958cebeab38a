import type { Case } from '../case.ts';
import type { ReadyRule } from '../ready-rule.ts';
import type { CheckName } from '../rule.schema.ts';
import { authenticityChecks } from './authenticity-checks.ts';
import { issuingChecks } from './issuing-checks.ts';
import { paperChecks } from './paper-checks.ts';
import { preservationChecks } from './preservation-checks.ts';
import { scopeChecks } from './scope-checks.ts';
import { timeChecks } from './time-checks.ts';
import type { Check, Checks, Remaining, Verdict } from './verdict.ts';

const CHECKS: Checks<CheckName> = {
  ...issuingChecks,
  ...paperChecks,
  ...timeChecks,
  ...scopeChecks,
  ...authenticityChecks,
  ...preservationChecks,
};

/** Runs the check that a rule names. */
export function runCheck({ rule, guards }: ReadyRule, given: Case, remaining: Remaining): Verdict {
  // The table is typed entry by entry; the compiler cannot follow that a rule meets the entry of its own name.
  const check = CHECKS[rule.check] as Check<CheckName>;
  return check(rule, given, remaining, guards ?? []);
}
