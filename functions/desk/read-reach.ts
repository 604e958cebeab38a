import type { LedgerDeps } from '../ledger/change-demand.ts';
import { isDemandId } from '../ledger/demand-id.ts';
import { matterOf } from '../ledger/matter.ts';
import { DETERMINATION } from '../ledger/parts/determination.part.ts';
import { FREEZE, KEPT } from '../ledger/parts/freeze.part.ts';
import { requireOutsider } from '../ledger/require-outsider.ts';
import { frozenGrantsOf } from '../retrieval/frozen-grants.ts';
import { compileGrants } from '../retrieval/scope.ts';
import { type Asked, narrowed } from '../review/narrow.ts';
import type { Principal } from '../shared/principal.ts';
import { notFound, problem } from '../shared/problem.ts';
import type { Dictionary } from '../validity/law/dictionary.ts';
import { MAX_ACCOUNTS } from '../validity/resolve-targets.ts';
import type { Reach } from './reach.schema.ts';
import { overAll, reachOf } from './reach-of.ts';
import { tellLooks } from './tell-looks.ts';

/** Accounts of one answer: with items and months of twenty years they stay below what an answer can have. */
const ACCOUNTS_OF_A_PAGE = 25;

export type ReachDeps = LedgerDeps & { rulebook: { dictionary: Pick<Dictionary, 'known' | 'expand'> } };

/**
 * What the present round's scope would reach, or what a narrowing would leave of it, compiled as the scope will be and counted
 * by what was frozen. The ledger is told of the look before it is answered.
 * @throws Problem 403, 404, 409 before the checks, 422 for more than may be approved
 */
export async function readReach(
  id: string,
  { after, ...asked }: Asked & { after?: string | undefined },
  principal: Principal<
    'reviewer' | 'releaser' | 'auditor' | `cleared-${'reviewer' | 'releaser' | 'auditor'}`
  >,
  deps: ReachDeps,
): Promise<Reach> {
  const { store, rulebook } = deps;
  const record = isDemandId(id) ? await store.read(id) : undefined;
  if (!record) throw notFound();
  requireOutsider(record, principal);
  const { round, demand, filedAt } = record;
  const checked = await store.part(id, DETERMINATION(round));
  if (!checked) throw problem('not_checked');
  if (checked.tooManyAccounts) throw problem('too_many_accounts', { max: MAX_ACCOUNTS });
  const of = narrowed(record, checked, asked, rulebook);
  const review = { decision: 'approve', ...of } as const;
  const { dictionary } = rulebook;
  const scope = compileGrants({ demand, filedAt, determination: checked, review, dictionary });
  const [frozen, freezes] = await Promise.all([frozenGrantsOf(id, store), store.parts(id, FREEZE(''))]);
  // What a preservation keeps is not what a review decides on.
  const isOfRound = ({ freeze }: { freeze: string }) => freeze !== KEPT && Number(freeze) <= round;
  const accounts = reachOf(scope.grants, frozen.filter(isOfRound));
  const isTooMany = freezes.some((one) => isOfRound(one) && one.isTooMany);
  const page = accounts.filter(({ account }) => after === undefined || account > after);
  const shown = page.slice(0, ACCOUNTS_OF_A_PAGE);
  const next = page.length > shown.length ? shown.at(-1)?.account : undefined;
  await tellLooks(id, [{ what: 'reach', round }], principal, deps);
  return {
    id,
    round,
    matter: matterOf(record),
    of,
    isComplete: accounts.every(({ items }) => items.every(({ missing }) => !missing)),
    ...(isTooMany ? { isTooMany } : {}),
    records: accounts.reduce((sum, { records }) => sum + records, 0),
    items: overAll(accounts),
    accounts: shown,
    notHeld: scope.notHeld,
    outOfTime: scope.outOfTime,
    ...(next === undefined ? {} : { next }),
  };
}
