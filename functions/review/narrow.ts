import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import type { DeterminationPart, ResolvedAccount } from '../ledger/parts/determination.part.ts';
import type { ReviewPart } from '../ledger/parts/review.part.ts';
import type { Period } from '../shared/demand.schema.ts';
import type { Determination } from '../shared/determination.schema.ts';
import { isWithin } from '../shared/period.ts';
import { problem } from '../shared/problem.ts';
import type { Dictionary } from '../validity/law/dictionary.ts';
import { isSubset } from './narrowing.ts';

/** What a person leaves of one target. */
type AskedOfTarget = Omit<Asked, 'targets' | 'narrowing'> & { target: number };

/** What a person leaves of what is authorised; of what is absent, all. `narrowing` says it of each target, instead of the rest. */
export type Asked = {
  narrowing?: readonly AskedOfTarget[] | undefined;
  items?: readonly string[] | undefined;
  targets?: readonly number[] | undefined;
  accounts?: readonly string[] | undefined;
  period?: Period | undefined;
};

type Law = { dictionary: Pick<Dictionary, 'known' | 'expand'> };
type Left = Pick<ReviewPart, 'items' | 'targets' | 'accounts' | 'perTarget' | 'period'>;

/**
 * What of a demand may be retrieved once a person narrowed it.
 * @throws Problem for more than its determination authorises, and where nothing is left
 */
export function narrowed(
  record: Pick<DemandRecord, 'demand'>,
  checked: Pick<DeterminationPart, 'determination' | 'accounts'>,
  asked: Asked,
  law: Law,
): Left {
  if (asked.narrowing) return narrowedApart(record, checked, { ...asked, narrowing: asked.narrowing }, law);
  const { demand } = record;
  const { determination, accounts: resolved } = checked;
  const { items, targets } = within(determination, asked, law);
  const period = asked.period ?? demand.period;
  if (period && asked.period && !isWithin(period, demand.period)) throw problem('widens.period');
  const accounts = asked.accounts && chosenOf(asked.accounts, targets, resolved);
  return { items, targets, ...(accounts ? { accounts } : {}), ...(period ? { period } : {}) };
}

/** Each target on its own. Those that are not named do not remain. */
function narrowedApart(
  record: Pick<DemandRecord, 'demand'>,
  checked: Pick<DeterminationPart, 'determination' | 'accounts'>,
  {
    narrowing,
    items: all,
    targets: some,
    accounts: chosen,
    period: time,
  }: Asked & { narrowing: readonly AskedOfTarget[] },
  law: Law,
): Left {
  if ((all ?? some ?? chosen ?? time) !== undefined) throw problem('narrowed_twice');
  const targets = narrowing.map(({ target }) => target);
  if (new Set(targets).size < targets.length) throw problem('narrowed_twice.target');
  const perTarget = narrowing.map(({ target, ...asked }) => {
    const { items, accounts } = narrowed(record, checked, { ...asked, targets: [target] }, law);
    const { period } = asked;
    return { target, items, ...(accounts ? { accounts } : {}), ...(period ? { period } : {}) };
  });
  const { period } = record.demand;
  const items = [...new Set(perTarget.flatMap((one) => one.items))];
  return { items, targets, perTarget, ...(period ? { period } : {}) };
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
