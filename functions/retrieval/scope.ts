import { ALL_TIME, type InstantRange, intersection, rangeOf } from '../ledger/instant-range.ts';
import type { DeterminationPart } from '../ledger/parts/determination.part.ts';
import type { ReviewPart } from '../ledger/parts/review.part.ts';
import type { Grant, Scope } from '../ledger/parts/scope.part.ts';
import { NEVER_RETRIEVED, SERVICES } from '../provider/services.ts';
import type { Demand } from '../shared/demand.schema.ts';
import type { ItemDictionary } from '../validity/item-dictionary.ts';

export type ScopeInputs = {
  demand: Pick<Demand, 'data' | 'period' | 'targets'>;
  /** Nothing younger is stored data for this demand: what comes later needs an instrument that looks ahead. */
  filedAt: string;
  determination: Pick<DeterminationPart, 'accounts' | 'determination'>;
  review: ReviewPart;
  dictionary: Pick<ItemDictionary, 'expand'>;
};

type Compiled = Pick<Scope, 'grants' | 'notHeld' | 'outOfTime'>;

/** Demanded, authorised and reviewed, all three, item by item, account by account, instant by instant. */
export function compileGrants(inputs: ScopeInputs): Compiled {
  if (inputs.review.decision !== 'approve') return { grants: [], notHeld: [], outOfTime: [] };
  const services = Object.entries(SERVICES).map(([service, { items }]): [string, readonly string[]] => [
    service,
    items,
  ]);
  const items = itemsOf(inputs);
  const held = new Set(services.flatMap(([, served]) => served));
  const period = periodOf(inputs);
  const inTime = items.filter((item) => held.has(item) && (period !== undefined || isStanding(item)));
  return {
    grants: accountsOf(inputs).flatMap((account) =>
      services.flatMap(([service, served]) => {
        const granted = served.filter((item) => inTime.includes(item));
        return granted.length > 0
          ? [{ account, service, items: granted, period: period ?? ALL_TIME } satisfies Grant]
          : [];
      }),
    ),
    notHeld: items.filter((item) => !held.has(item)),
    outOfTime: items.filter((item) => held.has(item) && !inTime.includes(item)),
  };
}

/** Facts of the subscriber directory stand; they did not happen at an instant. */
export const isStanding = (item: string) => item.startsWith('subscriber.');

function itemsOf({ demand, determination, review, dictionary }: ScopeInputs): string[] {
  const authorised = new Set(dictionary.expand(determination.determination.authorised));
  const reviewed = new Set(dictionary.expand(review.items));
  return dictionary
    .expand(demand.data)
    .filter((item) => authorised.has(item) && reviewed.has(item))
    .filter((item) => !NEVER_RETRIEVED.some((family) => item === family || item.startsWith(`${family}.`)))
    .sort();
}

function accountsOf({ demand, determination, review }: ScopeInputs): string[] {
  const proceeding = new Set(determination.determination.targets);
  const reviewed = new Set(review.targets);
  const accounts = determination.accounts
    .filter(({ target }) => target < demand.targets.length && proceeding.has(target) && reviewed.has(target))
    .map(({ account }) => account);
  return [...new Set(accounts)].sort();
}

function periodOf({ demand, review, filedAt }: ScopeInputs): InstantRange | undefined {
  return intersection(
    { from: ALL_TIME.from, to: filedAt },
    demand.period ? rangeOf(demand.period) : ALL_TIME,
    review.period ? rangeOf(review.period) : ALL_TIME,
  );
}
