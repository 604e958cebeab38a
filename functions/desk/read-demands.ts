import type { DemandStore } from '../ledger/demand.store.ts';
import { isDemandId } from '../ledger/demand-id.ts';
import type { Status } from '../ledger/statuses.ts';
import { type Principal, requireAuthority, requireRole } from '../shared/principal.ts';
import { notFound } from '../shared/problem.ts';
import type { Rulebook } from '../validity/decide/rulebook.ts';
import type { DemandListStore } from './demand-list.store.ts';
import type { DemandPage, DemandView } from './demand-view.schema.ts';
import { summarise, viewDemand } from './demand-view.ts';

const DEFAULT_LIMIT = 50;

const isStaff = (principal: Principal) => principal.roles.some((role) => role !== 'agent');

/** One demand. An agent sees those of its own authority; a stranger's id answers like an unknown one. */
export async function readDemand(
  id: string,
  principal: Principal,
  deps: { store: DemandStore; rulebook: Rulebook },
): Promise<DemandView> {
  requireRole(principal, 'agent', 'reviewer', 'releaser', 'auditor');
  if (!isDemandId(id)) throw notFound();
  const record = await deps.store.read(id);
  if (!record) throw notFound();
  if (!isStaff(principal) && record.authorityId !== requireAuthority(principal)) throw notFound();
  return viewDemand(record, deps, isStaff(principal));
}

export type ListQuery = {
  status?: Status | undefined;
  limit?: number | undefined;
  after?: string | undefined;
};

/** A page of demands, newest first: an agent's own authority's, or for staff those in one status. */
export async function listDemands(
  query: ListQuery,
  principal: Principal,
  deps: { lists: DemandListStore },
): Promise<DemandPage> {
  requireRole(principal, 'agent', 'reviewer', 'releaser', 'auditor');
  const { status = 'awaiting-review', limit = DEFAULT_LIMIT, after } = query;
  const page = isStaff(principal)
    ? await deps.lists.inStatus(status, limit, after)
    : await deps.lists.ofAuthority(requireAuthority(principal), limit, after);
  return {
    demands: page.demands.map((record) => summarise(record, isStaff(principal))),
    ...(page.next ? { next: page.next } : {}),
  };
}
