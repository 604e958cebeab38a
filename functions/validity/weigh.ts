import type { Outcome } from '../shared/determination.schema.ts';
import type { Consequence } from './apply-rules.ts';
import type { Case } from './case.ts';
import type { Remaining } from './checks/verdict.ts';

export type Weighed = { outcome: Outcome; preserve: boolean };

/**
 * What all consequences amount to: the most protective outcome wins, a demand that dropping items or targets can save
 * is narrowed, and one of which nothing is left is refused.
 */
export function weigh(given: Case, consequences: readonly Consequence[], remaining: Remaining): Weighed {
  const outcome = outcomeOf(given, consequences, remaining);
  const isFraud = outcome === 'reject' && consequences.some(isForgery);
  return { outcome, preserve: !isFraud && isKept(given, consequences, outcome) };
}

const isForgery = ({ outcome, reason }: Consequence) => outcome === 'reject' && reason === 'suspected-fraud';

function outcomeOf(
  { page, demand, asked }: Case,
  consequences: readonly Consequence[],
  remaining: Remaining,
): Outcome {
  const has = (outcome: Consequence['outcome']) => consequences.some((one) => one.outcome === outcome);
  const nothingLeft = isNothingLeft({ page, asked }, consequences, remaining);
  // Another channel helps where it reaches the items, not where nobody in particular is named.
  const elsewhere =
    remaining.targets.length > 0 &&
    consequences.some((one) => one.outcome === 'drop' && one.nothingLeft === 'redirect');
  if (consequences.some(isForgery)) return 'reject';
  if (has('hold')) return 'hold';
  if (has('reject') || (nothingLeft && !elsewhere)) return 'reject';
  if (has('redirect') || nothingLeft) return 'redirect';
  if (has('suspend')) return 'suspend';
  if (has('refer') || page.counsel) return 'refer';
  if (page.mode === 'preserve') return 'preserve';
  const isWhole =
    remaining.items.length === asked.length && remaining.targets.length === demand.targets.length;
  return isWhole ? 'accept' : 'narrow';
}

/** Where a lawyer decides in any case, the machine refuses only what nobody may have. */
function isNothingLeft(
  { page, asked }: Pick<Case, 'page' | 'asked'>,
  consequences: readonly Consequence[],
  { items, targets }: Remaining,
): boolean {
  if (items.length > 0 && targets.length > 0) return false;
  if (!page.counsel) return true;
  const never = new Set(
    consequences.flatMap((one) => (one.reason === 'secrets-never-produced' ? (one.items ?? []) : [])),
  );
  return asked.length > 0 && asked.every((item) => never.has(item));
}

/** Data is kept while a curable defect is cured, while another decides, and where keeping is all that is asked. */
function isKept(given: Case, consequences: readonly Consequence[], outcome: Outcome): boolean {
  const { page } = given;
  if (outcome === 'preserve' || outcome === 'suspend') return true;
  const refusals = consequences.filter((one) => one.outcome === 'reject');
  if (refusals.some(({ preserve }) => !preserve)) return false;
  if (outcome === 'reject' && isAllBeyondCure(given, consequences)) return false;
  if (page.mode === 'preserve' && outcome === 'reject') return refusals.length > 0;
  return consequences.some(
    (one) => one.preserve === true && (one.outcome !== 'drop' || isCurable(one, consequences)),
  );
}

/** Whether every item or every target fell for a reason that nothing cures: then there is nothing to keep. */
function isAllBeyondCure({ asked, demand }: Case, consequences: readonly Consequence[]): boolean {
  const final = consequences.filter((one) => one.outcome === 'drop' && !one.preserve);
  return (
    asked.every((item) => final.some(({ items }) => items?.includes(item))) ||
    demand.targets.every((_, index) => final.some(({ targets }) => targets?.includes(index)))
  );
}

/** Whether something of it fell for curable reasons alone. */
function isCurable(drop: Consequence, consequences: readonly Consequence[]): boolean {
  const final = consequences.filter((one) => one.outcome === 'drop' && !one.preserve);
  const isOpen = (pick: 'items' | 'targets') =>
    (drop[pick] ?? []).some(
      (one) => !final.some((other) => (other[pick] as readonly unknown[] | undefined)?.includes(one)),
    );
  return isOpen('items') || isOpen('targets');
}
