import type { CheckName } from '../rule.schema.ts';
import { authenticityChecks } from './authenticity-checks.ts';
import { issuingChecks } from './issuing-checks.ts';
import { paperChecks } from './paper-checks.ts';
import { preservationChecks } from './preservation-checks.ts';
import { scopeChecks } from './scope-checks.ts';
import { timeChecks } from './time-checks.ts';
import type { Check, Checks } from './verdict.ts';

const CHECKS: Checks<CheckName> = {
  ...issuingChecks,
  ...paperChecks,
  ...timeChecks,
  ...scopeChecks,
  ...authenticityChecks,
  ...preservationChecks,
};

/** The check that a rule names. */
export function checkNamed(name: CheckName): Check<CheckName> {
  // The table is typed entry by entry; the compiler cannot follow that a rule meets the entry of its own name.
  return CHECKS[name] as Check<CheckName>;
}
