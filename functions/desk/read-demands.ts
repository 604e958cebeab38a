import type { DemandStore } from '../ledger/demand.store.ts';
import { isDemandId } from '../ledger/demand-id.ts';
import { STATUSES } from '../ledger/statuses.ts';
import { type Principal, requireAuthority, requireRole } from '../shared/principal.ts';
import { notFound, Problem } from '../shared/problem.ts';
import type { Rulebook } from '../validity/decide/rulebook.ts';
import type { DemandListStore } from './demand-list.store.ts';
import { type DemandSummary, type DemandView, summarise, viewDemand } from './demand-view.ts';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;

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

export type ListQuery = { status: string | undefined; limit: string | undefined; after: string | undefined };

/** A page of demands, newest first: an agent's own authority's, or for staff those in one status. */
export async function listDemands(
  query: ListQuery,
  principal: Principal,
  deps: { lists: DemandListStore },
): Promise<{ demands: DemandSummary[]; next?: string }> {
  requireRole(principal, 'agent', 'reviewer', 'releaser', 'auditor');
  const limit = limitOf(query.limit);
  const page = isStaff(principal)
    ? await deps.lists.inStatus(statusOf(query.status), limit, query.after)
    : await deps.lists.ofAuthority(requireAuthority(principal), limit, query.after);
  return {
    demands: page.demands.map((record) => summarise(record, isStaff(principal))),
    ...(page.next ? { next: page.next } : {}),
  };
}

function limitOf(value: string | undefined): number {
  if (value === undefined) return DEFAULT_LIMIT;
  const limit = Number(value);
  if (!/^\d{1,3}$/.test(value) || limit < 1 || limit > MAX_LIMIT)
    throw new Problem(400, 'bad_limit', `Give a limit from 1 to ${MAX_LIMIT}.`);
  return limit;
}

function statusOf(value: string | undefined) {
  const status = STATUSES.find((candidate) => candidate === (value ?? 'awaiting-review'));
  if (!status) throw new Problem(400, 'bad_status', `Give a status: ${STATUSES.join(', ')}.`);
  return status;
}
