import { type Principal, requireAuthority, requireRole } from '../shared/principal.ts';
import { notFound } from '../shared/problem.ts';
import type { DemandStore } from './demand.store.ts';
import { requireDemandId } from './demand-id.ts';
import type { DemandRecord } from './demand-record.schema.ts';
import type { LedgerEvent } from './event.schema.ts';
import type { AgentEvent, EventsPage } from './read-events.route.ts';
import { rebuildChain } from './rebuild-chain.ts';

export type EventsQuery = { after?: number | undefined; limit?: number | undefined };

const DEFAULT_LIMIT = 100;
const LOOKS = 3;

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
  const known = await store.read(requireDemandId(id));
  if (!known) throw notFound();
  if (!isStaff(principal) && known.authorityId !== requireAuthority(principal)) throw notFound();
  const { record, events } = await readAtRest(known, store);
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

/** Looks at a demand and its events until no change came in between, or a few times: a ledger that never fits is at fault. */
async function readAtRest(known: DemandRecord, store: DemandStore) {
  let record = known;
  for (let look = 1; ; look += 1) {
    const events = await store.events(record.id);
    if (events.length === record.version || look === LOOKS) return { record, events };
    record = (await store.read(record.id)) ?? record;
  }
}

function forAgent({ seq, at, action, actor, previous, hash }: LedgerEvent): AgentEvent {
  const { kind, subject } = actor;
  return { seq, at, action, actor: kind === 'agent' ? { kind, subject } : { kind }, previous, hash };
}
