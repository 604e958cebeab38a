import type { DeterminationPart } from '../ledger/parts/determination.part.ts';
import type { ReviewPart } from '../ledger/parts/review.part.ts';
import type { Grant, Scope } from '../ledger/parts/scope.part.ts';
import { NEVER_RETRIEVED, SERVICES } from '../provider/services.ts';
import type { Demand } from '../shared/demand.schema.ts';
import type { Determination } from '../shared/determination.schema.ts';
import { ALL_TIME, type InstantRange, intersection, rangeOf, union } from '../shared/instant-range.ts';
import type { ItemDictionary } from '../validity/item-dictionary.ts';

export type ScopeInputs = {
  demand: Pick<Demand, 'data' | 'period' | 'targets'>;
  /** Nothing younger is stored data for this demand: what comes later needs an instrument that looks ahead. */
  filedAt: string;
  determination: Pick<DeterminationPart, 'accounts'> & {
    determination: Pick<Determination, 'authorised' | 'targets'>;
  };
  review: Pick<ReviewPart, 'decision' | 'items' | 'targets' | 'accounts' | 'period'>;
  dictionary: Pick<ItemDictionary, 'expand'>;
};

type Compiled = Pick<Scope, 'grants' | 'notHeld' | 'outOfTime'>;

/** Demanded, authorised and reviewed, all three, item by item, account by account, instant by instant. */
export function compileGrants(inputs: ScopeInputs): Compiled {
  if (inputs.review.decision !== 'approve') return { grants: [], notHeld: [], outOfTime: [] };
  const services = Object.entries(SERVICES).map(([service, { items }]): [string, readonly string[]] => [
    service,
    items.filter((item) => !isOf(NEVER_RETRIEVED, item)),
  ]);
  const items = itemsOf(inputs);
  const held = new Set(services.flatMap(([, served]) => served));
  const accounts = accountsOf(inputs);
  const isInTime =
    accounts.length === 0 ? periodOf(inputs) !== undefined : accounts.some(([, spans]) => spans.length > 0);
  return {
    grants: accounts.flatMap(([account, spans]) =>
      services.flatMap(([service, served]) => {
        const granted = served.filter(
          (item) => items.includes(item) && (spans.length > 0 || isStanding(item)),
        );
        return granted.length > 0 ? [grantOf(account, service, granted, spans)] : [];
      }),
    ),
    notHeld: items.filter((item) => !held.has(item)),
    outOfTime: items.filter((item) => held.has(item) && !isInTime && !isStanding(item)),
  };
}

/** When what a grant allows happened. */
export const spansOf = ({ spans, period }: Pick<Grant, 'spans' | 'period'>): readonly InstantRange[] =>
  spans ?? [period];

/** The time of a grant that has these spans, in order and apart. */
export const timeOf = (spans: readonly InstantRange[]): Pick<Grant, 'period' | 'spans'> => ({
  period: { from: spans[0]?.from ?? ALL_TIME.from, to: spans.at(-1)?.to ?? ALL_TIME.to },
  ...(spans.length > 1 ? { spans: [...spans] } : {}),
});

/** One grant, whose period reaches from the first of its spans to the last. */
export function grantOf(
  account: string,
  service: string,
  items: string[],
  spans: readonly InstantRange[],
): Grant {
  const { period, spans: gaps } = timeOf(spans);
  return { account, service, items, period, ...(gaps && !items.every(isStanding) ? { spans: gaps } : {}) };
}

const isOf = (families: readonly string[], item: string) =>
  families.some((family) => item === family || item.startsWith(`${family}.`));

/** Facts of the subscriber directory stand; they did not happen at an instant. */
export const isStanding = (item: string) => item.startsWith('subscriber.');

function itemsOf({ demand, determination, review, dictionary }: ScopeInputs): string[] {
  const authorised = new Set(dictionary.expand(determination.determination.authorised));
  const reviewed = new Set(dictionary.expand(review.items));
  return dictionary
    .expand(demand.data)
    .filter((item) => authorised.has(item) && reviewed.has(item))
    .filter((item) => !isOf(['secrets'], item))
    .sort();
}

/** The accounts, each with when it may be read: while an identifier named it, within the period. */
function accountsOf(inputs: ScopeInputs): [account: string, spans: InstantRange[]][] {
  const { demand, determination, review } = inputs;
  const period = periodOf(inputs);
  const proceeding = new Set(determination.determination.targets);
  const reviewed = new Set(review.targets);
  const chosen = review.accounts && new Set(review.accounts);
  const ranges = new Map<string, InstantRange[]>();
  for (const { account, target, from = ALL_TIME.from, to = ALL_TIME.to } of determination.accounts) {
    const isIn = target < demand.targets.length && proceeding.has(target) && reviewed.has(target);
    if (!isIn || chosen?.has(account) === false) continue;
    const range = period && intersection(period, { from, to });
    ranges.set(account, [...(ranges.get(account) ?? []), ...(range ? [range] : [])]);
  }
  return [...ranges]
    .map(([account, all]): [string, InstantRange[]] => [account, union(all)])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function periodOf({ demand, review, filedAt }: ScopeInputs): InstantRange | undefined {
  return intersection(
    { from: ALL_TIME.from, to: filedAt },
    demand.period ? rangeOf(demand.period) : ALL_TIME,
    review.period ? rangeOf(review.period) : ALL_TIME,
  );
}
