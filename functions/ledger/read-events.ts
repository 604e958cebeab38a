import { type Principal, requireAuthority, requireRole } from '../shared/principal.ts';
import { notFound } from '../shared/problem.ts';
import type { DemandStore } from './demand.store.ts';
import { requireDemandId } from './demand-id.ts';
import type { LedgerEvent } from './event.schema.ts';
import type { AgentEvent, EventsPage } from './read-events.route.ts';
import { rebuildChain } from './rebuild-chain.ts';

export type EventsQuery = { after?: number | undefined; limit?: number | undefined };

const DEFAULT_LIMIT = 100;

const isStaff = (principal: Principal) => principal.roles.some((role) => role !== 'agent');

/**
 * The ledger of one demand. Staff see all of it; an agent sees its own authority's, without what the status of the
 * demand does not tell it; a stranger's id answers like an unknown one.
 */
export async function readEvents(
  id: string,
  { principal, query, store }: { principal: Principal; query: EventsQuery; store: DemandStore },
): Promise<EventsPage> {
  requireRole(principal, 'agent', 'reviewer', 'releaser', 'auditor');
  const { after = 0, limit = DEFAULT_LIMIT } = query;
  const record = await store.read(requireDemandId(id));
  if (!record) throw notFound();
  if (!isStaff(principal) && record.authorityId !== requireAuthority(principal)) throw notFound();
  const events = await store.events(record.id);
  const rest = events.filter((event) => event.seq > after);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return {
    demandId: record.id,
    chain: { whole: rebuildChain(record, events).length === 0, head: record.head, length: record.version },
    events: isStaff(principal) ? page : page.map(forAgent),
    ...(last && rest.length > page.length ? { next: last.seq } : {}),
  };
}

function forAgent({ seq, at, action, actor, previous, hash }: LedgerEvent): AgentEvent {
  const { kind, subject } = actor;
  return { seq, at, action, actor: kind === 'agent' ? { kind, subject } : { kind }, previous, hash };
}
