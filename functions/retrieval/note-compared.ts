import { changeDemand, type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import { created, replaced } from '../ledger/part.ts';
import { COMPARING } from '../ledger/parts/comparing.part.ts';
import { HARVEST } from '../ledger/parts/harvest.part.ts';
import type { Grant } from '../ledger/parts/scope.part.ts';
import type { Service } from '../provider/services.ts';
import { InconsistentState } from '../shared/faults.ts';
import { logInfo } from '../shared/logger.ts';
import { type ApprovedDeps, approvedScope, grantOf } from './approved-scope.ts';
import type { Closed, CompareRequest } from './broker.ts';
import { type FreezeDeps, isToBeRead } from './freeze-scope.ts';

/**
 * Tells the ledger how far a connector has held what was frozen of a grant against what it finds now. What another call told
 * meanwhile of as much or more stands.
 * @param service that of the alias by which it was asked for
 */
export async function noteCompared(
  service: Service,
  { demandId, round, grant, compared }: CompareRequest,
  deps: LedgerDeps & ApprovedDeps & FreezeDeps,
): Promise<Closed> {
  const { sources, of, changes } = compared;
  const closed = await changeDemand<Closed>(deps, demandId, async (record) => {
    if (!(await isToBeRead(record, undefined, deps))) return { unchanged: { is: 'withdrawn' } };
    const { items } = grantOf<Grant>(await approvedScope(record, round, deps), grant, service);
    if (sources >= of || !changes.items.every(({ item }) => items.includes(item)))
      throw new InconsistentState('a comparison of other than what is left of its grant');
    const name = COMPARING(round, grant);
    const [before, harvest] = await Promise.all([
      deps.store.part(demandId, name),
      deps.store.part(demandId, HARVEST(round, grant)),
    ]);
    if (harvest || (before && before.sources >= sources)) return { unchanged: { is: 'closed' } };
    const part = { round, grant, ...compared };
    return {
      set: {},
      action: 'retrieval.comparing',
      actor: SERVICE,
      detail: { round, service, grant, sources, ofSources: of, changes: changes.items },
      parts: [before ? replaced(name, part, before) : created(name, part)],
      result: { is: 'closed' },
    };
  });
  logInfo('PART_DONE', { demandId, step: 'comparing', grant, part: sources, parts: of });
  return closed;
}
