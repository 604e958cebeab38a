import type { Page } from '../page.schema.ts';
import type { ConditionFacts, Rule } from '../rule.schema.ts';

/** Whether a rule's condition asks for what this page's instrument never is. */
export function neverArises({ when }: Rule, page: Page): boolean {
  if (when === undefined || page.actsAsUnderlying) return false;
  const sets: readonly ConditionFacts[] = Array.isArray(when) ? when : [when];
  return sets.every(
    ({ modes, warrant }) =>
      (modes !== undefined && !modes.includes(page.mode)) ||
      (warrant !== undefined && warrant !== page.warrant),
  );
}
