import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import type { DeterminationPart, ResolvedAccount } from '../ledger/parts/determination.part.ts';
import type { ReviewPart } from '../ledger/parts/review.part.ts';
import type { Period } from '../shared/demand.schema.ts';
import type { Determination } from '../shared/determination.schema.ts';
import { problem } from '../shared/problem.ts';
import type { Dictionary } from '../validity/law/dictionary.ts';
import { isSubset, isWithin } from './narrowing.ts';

/** What a person leaves of what is authorised; of what is absent, all. */
export type Asked = {
  items?: readonly string[] | undefined;
  targets?: readonly number[] | undefined;
  accounts?: readonly string[] | undefined;
  period?: Period | undefined;
};

type Law = { dictionary: Pick<Dictionary, 'known' | 'expand'> };
type Left = Pick<ReviewPart, 'items' | 'targets' | 'accounts' | 'period'>;

/**
 * What of a demand may be retrieved once a person narrowed it.
 * @throws Problem for more than its determination authorises, and where nothing is left
 */
export function narrowed(
  { demand }: Pick<DemandRecord, 'demand'>,
  { determination, accounts: resolved }: Pick<DeterminationPart, 'determination' | 'accounts'>,
  asked: Asked,
  law: Law,
): Left {
  const { items, targets } = within(determination, asked, law);
  const period = asked.period ?? demand.period;
  if (period && asked.period && !isWithin(period, demand.period)) throw problem('widens.period');
  const accounts = asked.accounts && chosenOf(asked.accounts, targets, resolved);
  return { items, targets, ...(accounts ? { accounts } : {}), ...(period ? { period } : {}) };
}

function within(determination: Determination, asked: Asked, { dictionary }: Law) {
  const items = [...(asked.items ?? determination.authorised)];
  const targets = [...new Set(asked.targets ?? determination.targets)];
  if (
    !items.every((item) => dictionary.known(item)) ||
    !isSubset(dictionary.expand(items), dictionary.expand(determination.authorised)) ||
    !isSubset(targets, determination.targets)
  )
    throw problem('widens');
  if (items.length === 0 || targets.length === 0) throw problem('nothing_to_approve.left');
  return { items, targets };
}

/** Accounts are chosen among those that the chosen targets named. */
function chosenOf(
  wanted: readonly string[],
  targets: readonly number[],
  resolved: readonly ResolvedAccount[],
): string[] {
  const named = resolved.filter(({ target }) => targets.includes(target)).map(({ account }) => account);
  if (!isSubset(wanted, named)) throw problem('widens.accounts');
  return [...new Set(wanted)].sort();
}
