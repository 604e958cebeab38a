import { changeDemand, type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import { created } from '../ledger/part.ts';
import { HARVEST } from '../ledger/parts/harvest.part.ts';
import type { Grant } from '../ledger/parts/scope.part.ts';
import type { Service } from '../provider/services.ts';
import { InconsistentState } from '../shared/faults.ts';
import { type ApprovedDeps, approvedScope, grantOf } from './approved-scope.ts';
import type { Closed, CloseRequest, FoundInGrant } from './broker.ts';

/**
 * Tells the ledger what a connector says that it found, of all grants that one call has read, at once: a large demand
 * has thousands. A grant whose harvest stands keeps it. What is told here is believed by nobody before the harvest was
 * checked.
 * @param service that of the alias by which it was asked for
 */
export async function closeSession(
  service: Service,
  { demandId, round, found }: CloseRequest,
  deps: LedgerDeps & ApprovedDeps,
): Promise<Closed> {
  if (new Set(found.map(({ grant }) => grant)).size < found.length)
    throw new InconsistentState('a grant that is closed twice');
  return changeDemand<Closed>(deps, demandId, async (record, at) => {
    if (record.withdrawnAt) return { unchanged: { is: 'withdrawn' } };
    const scope = await approvedScope(record, round, deps);
    const all = found.map((one) => ({ one, grant: grantOf(scope, one.grant, service) }));
    for (const { one, grant } of all) requireOwn(one, grant);
    const standing = await Promise.all(
      found.map(({ grant }) => deps.store.part(demandId, HARVEST(round, grant))),
    );
    const open = all.filter((_, index) => standing[index] === undefined);
    const [first, ...more] = open.map(({ one }) => one);
    if (!first) return { unchanged: { is: 'closed' } };
    return {
      set: {},
      action: 'retrieval.completed',
      actor: SERVICE,
      detail: {
        round,
        service,
        ...toldOf(first),
        ...(more.length > 0 ? { more: more.map(toldOf) } : {}),
      },
      parts: open.map(({ one, grant: { account } }) =>
        created(HARVEST(round, one.grant), { round, account, service, finishedAt: at, ...one }),
      ),
      result: { is: 'closed' },
    };
  });
}

/** What is counted is of the grant's items, each of them. */
function requireOwn({ counts, fields }: FoundInGrant, { items }: Grant): void {
  const isWhole = items.every((item) => Object.hasOwn(counts, item));
  if (!isWhole || [...Object.keys(counts), ...Object.keys(fields)].some((item) => !items.includes(item)))
    throw new InconsistentState('a harvest of other items than those of its grant');
}

const toldOf = ({ grant, counts, records, blobs, setAside }: FoundInGrant) => ({
  grant,
  counts,
  recordsSha256: records.sha256,
  blobs: blobs.count,
  bytes: blobs.bytes,
  ...(setAside ? { setAside } : {}),
});
