import type { Outcome } from '../../shared/determination.schema.ts';
import type { Case } from '../checks/case.ts';
import type { AskedItems } from '../law/dictionary.ts';
import type { Page } from '../pages/page.schema.ts';
import type { Applied } from './apply-rules.ts';
import type { Consequence } from './consequence.ts';

export type Weighed = { outcome: Outcome; preserve: boolean };
type Outcomes = { consequences: readonly Consequence[]; remaining: Applied['remaining'] };

/**
 * What all consequences amount to: the most protective outcome wins, a demand that dropping items or targets can save
 * is narrowed, and one of which nothing is left is refused.
 */
export function weigh(given: Case, page: Page, applied: Outcomes): Weighed {
  const { consequences } = applied;
  const outcome = outcomeOf(given, page, applied);
  const isFraud = outcome === 'reject' && consequences.some(isForgery);
  return { outcome, preserve: !isFraud && isKept(given, page, { consequences, outcome }) };
}

const isForgery = ({ outcome, reason }: Consequence) => outcome === 'reject' && reason === 'suspected-fraud';

function outcomeOf({ demand, asked }: Case, page: Page, { consequences, remaining }: Outcomes): Outcome {
  const has = (outcome: Consequence['outcome']) => consequences.some((one) => one.outcome === outcome);
  const nothingLeft = isNothingLeft(asked, page, { consequences, remaining });
  // Another channel helps where it reaches the items, not where nobody in particular is named.
  const elsewhere =
    remaining.targets.length > 0 &&
    consequences.some((one) => one.outcome === 'drop' && one.nothingLeft === 'redirect');
  if (consequences.some(isForgery)) return 'reject';
  if (consequences.some((one) => one.outcome === 'hold' && !one.afterRefusals)) return 'hold';
  if (has('reject') || (nothingLeft && !elsewhere)) return 'reject';
  if (has('hold')) return 'hold';
  if (has('redirect') || nothingLeft) return 'redirect';
  if (has('suspend')) return 'suspend';
  if (has('refer') || page.counsel) return 'refer';
  if (page.mode === 'preserve') return 'preserve';
  const isWhole =
    remaining.items.length === asked.items.length && remaining.targets.length === demand.targets.length;
  return isWhole ? 'accept' : 'narrow';
}

/**
 * An order to act may ask for no data at all. Where a lawyer decides in any case, the machine refuses only what nobody
 * may have; where cleared counsel answers a court, not even that.
 */
function isNothingLeft(asked: AskedItems, page: Page, { consequences, remaining }: Outcomes): boolean {
  const asksToAct = page.mode === 'act' && asked.items.length === 0;
  if ((remaining.items.length > 0 || asksToAct) && remaining.targets.length > 0) return false;
  if (page.counsel === undefined) return true;
  if (page.counsel === 'cleared') return false;
  const never = new Set(
    consequences.flatMap((one) => (one.reason === 'secrets-never-produced' ? (one.items ?? []) : [])),
  );
  return asked.items.length > 0 && asked.items.every((item) => never.has(item));
}

type Kept = { consequences: readonly Consequence[]; outcome: Outcome };

/** Data is kept while a curable defect is cured, while another decides, and where keeping is all that is asked. */
function isKept(given: Case, page: Page, { consequences, outcome }: Kept): boolean {
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
    asked.items.every((item) => final.some(({ items }) => items?.includes(item))) ||
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
