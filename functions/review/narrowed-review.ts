import type { DeterminationPart } from '../ledger/parts/determination.part.ts';
import type { ReviewPart } from '../ledger/parts/review.part.ts';
import { SERVICES } from '../provider/services.ts';
import { isWithin } from '../shared/period.ts';
import { problem } from '../shared/problem.ts';
import type { Dictionary } from '../validity/law/dictionary.ts';
import { isSubset } from './narrowing.ts';
import type { PresentResume } from './require-present.ts';

export type Approval = Omit<ReviewPart, 'dueKind' | 'dueAt'>;
type Law = { dictionary: Pick<Dictionary, 'known' | 'expand'> };

/**
 * An approval that was given, as a person who takes up its demand leaves it: the same, or less.
 * @throws Problem for more than it, and for nothing
 */
export function narrowedReview(
  approval: Approval,
  request: Exclude<PresentResume, { action: 'refuse' }>,
  { accounts }: Pick<DeterminationPart, 'accounts'>,
  { dictionary }: Law,
): Approval {
  if (request.action === 'retry') return approval;
  const approved = dictionary.expand(approval.items);
  if (request.action === 'leave-out') {
    const left = new Set<string>(request.services.flatMap(itemsOf));
    return fitted({ ...approval, items: approved.filter((item) => !left.has(item)) }, dictionary);
  }
  const { items = approval.items, targets = approval.targets, period } = request;
  if ((request.items ?? request.targets ?? request.accounts ?? period) === undefined)
    throw problem('nothing_new.narrowing');
  if (
    !items.every((item) => dictionary.known(item)) ||
    !isSubset(dictionary.expand(items), approved) ||
    !isSubset(targets, approval.targets)
  )
    throw problem('widens.approved');
  if (period && !isWithin(period, approval.period)) throw problem('widens.period');
  const chosen = (target: number) => approval.perTarget?.find((one) => one.target === target)?.accounts;
  const named = accounts.flatMap(({ target, account }) =>
    targets.includes(target) && (chosen(target)?.includes(account) ?? true) ? [account] : [],
  );
  if (request.accounts && !isSubset(request.accounts, approval.accounts ?? named))
    throw problem('widens.accounts');
  const narrower = {
    ...approval,
    items: [...items],
    targets: [...new Set(targets)],
    ...(request.accounts ? { accounts: [...new Set(request.accounts)].sort() } : {}),
    ...(period ? { period } : {}),
  };
  return fitted(narrower, dictionary);
}

/** An approval whose targets, where they were narrowed apart, have no more than what is left of all of them together. */
function fitted(approval: Approval, dictionary: Law['dictionary']): Approval {
  if (!approval.perTarget) return whole(approval);
  const left = new Set(dictionary.expand(approval.items));
  const perTarget = approval.perTarget.flatMap(({ items, ...one }) => {
    const own = dictionary.expand(items).filter((item) => left.has(item));
    return own.length > 0 && approval.targets.includes(one.target) ? [{ ...one, items: own }] : [];
  });
  return whole({
    ...approval,
    items: [...new Set(perTarget.flatMap(({ items }) => items))],
    targets: perTarget.map(({ target }) => target),
    perTarget,
  });
}

/** No item is served by two services. */
function itemsOf(service: string): readonly string[] {
  const known = Object.entries(SERVICES).find(([name]) => name === service);
  if (!known) throw problem('widens.services');
  return known[1].items;
}

function whole(approval: Approval): Approval {
  if (approval.items.length === 0 || approval.targets.length === 0) throw problem('nothing_to_approve.left');
  return approval;
}
