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
  review: Pick<ReviewPart, 'decision' | 'items' | 'targets' | 'accounts' | 'perTarget' | 'period'>;
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
  const isOutOfTime = (item: string) => {
    if (accounts.length === 0) return periodOf(inputs) === undefined;
    const rows = accounts.flatMap(([, all]) => all.filter(({ may }) => may.has(item)));
    return rows.length > 0 && rows.every(({ range }) => range === undefined);
  };
  return {
    grants: accounts.flatMap(([account, rows]) =>
      services.flatMap(([service, served]) =>
        grantsOf(
          account,
          service,
          served.filter((item) => items.includes(item)),
          rows,
        ),
      ),
    ),
    notHeld: items.filter((item) => !held.has(item)),
    outOfTime: items.filter((item) => held.has(item) && !isStanding(item) && isOutOfTime(item)),
  };
}

/**
 * What of one account a service may be read for: one grant, or one for each of several times where an account is named by
 * targets that were narrowed apart. No item is in two of them.
 */
function grantsOf(
  account: string,
  service: string,
  served: readonly string[],
  rows: readonly AccountRow[],
): Grant[] {
  const together = new Map<string, { items: string[]; spans: InstantRange[] }>();
  for (const item of served) {
    const own = rows.filter(({ may }) => may.has(item));
    const spans = union(own.flatMap(({ range }) => range ?? []));
    if (own.length === 0 || (spans.length === 0 && !isStanding(item))) continue;
    const name = JSON.stringify(spans);
    const one = together.get(name) ?? { items: [], spans };
    together.set(name, one);
    one.items.push(item);
  }
  return [...together.values()].map(({ items, spans }) => grantOf(account, service, items, spans));
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

/** That a target names an account: which items may be read of it, and when; no range where there is no such time. */
type AccountRow = { may: ReadonlySet<string>; range: InstantRange | undefined };

/** The accounts, each with what may be read of it, while an identifier named it, within the period. */
function accountsOf(inputs: ScopeInputs): [account: string, rows: AccountRow[]][] {
  const { demand, determination, review, dictionary } = inputs;
  const period = periodOf(inputs);
  const items = itemsOf(inputs);
  const proceeding = new Set(determination.determination.targets);
  const reviewed = new Set(review.targets);
  const rows = new Map<string, AccountRow[]>();
  const whole = { may: new Set(items), chosen: review.accounts && new Set(review.accounts), period };
  const perTarget = new Map(
    review.perTarget?.map((one) => {
      const own = new Set(dictionary.expand(one.items));
      const within = period && (one.period ? intersection(period, rangeOf(one.period)) : period);
      const may = new Set(items.filter((item) => own.has(item)));
      return [one.target, { may, chosen: one.accounts && new Set(one.accounts), period: within }];
    }),
  );
  for (const { account, target, from = ALL_TIME.from, to = ALL_TIME.to } of determination.accounts) {
    const left = review.perTarget ? perTarget.get(target) : whole;
    const isIn = target < demand.targets.length && proceeding.has(target) && reviewed.has(target);
    const isChosen = whole.chosen?.has(account) !== false && left?.chosen?.has(account) !== false;
    if (!left || !isIn || !isChosen) continue;
    const range = left.period && intersection(left.period, { from, to });
    rows.set(account, [...(rows.get(account) ?? []), { may: left.may, range }]);
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1));
}

function periodOf({ demand, review, filedAt }: ScopeInputs): InstantRange | undefined {
  return intersection(
    { from: ALL_TIME.from, to: filedAt },
    demand.period ? rangeOf(demand.period) : ALL_TIME,
    review.period ? rangeOf(review.period) : ALL_TIME,
  );
}
