import { type Principal, requireAuthority, requireRole } from '../shared/principal.ts';
import { notFound, Problem } from '../shared/problem.ts';
import type { DemandStore } from './demand.store.ts';
import { requireDemandId } from './demand-id.ts';
import type { DemandRecord } from './demand-record.schema.ts';
import type { LedgerEvent } from './event.schema.ts';
import { rebuildChain } from './rebuild-chain.ts';

export type EventsQuery = { after: string | undefined; limit: string | undefined };

/** What an agent sees: that something happened and when; of persons only those who act for an authority. */
export type AgentEvent = Pick<LedgerEvent, 'seq' | 'at' | 'action' | 'previous' | 'hash'> & {
  actor: { kind: LedgerEvent['actor']['kind']; subject?: string };
};

export type EventsPage = {
  demandId: string;
  /** Whether all events of the demand, not only this page, form the chain that the demand's head stands for. */
  chain: { whole: boolean; head: string; length: number };
  events: (LedgerEvent | AgentEvent)[];
  /** Value of `after` for the next page; absent on the last. */
  next?: number;
};

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 500;
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
  const after = wholeNumber(query.after, { name: 'after', absent: 0, min: 0, max: Number.MAX_SAFE_INTEGER });
  const limit = wholeNumber(query.limit, { name: 'limit', absent: DEFAULT_LIMIT, min: 1, max: MAX_LIMIT });
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

function wholeNumber(
  value: string | undefined,
  { name, absent, min, max }: { name: string; absent: number; min: number; max: number },
): number {
  if (value === undefined) return absent;
  const number = Number(value);
  if (!/^\d{1,16}$/.test(value) || number < min || number > max)
    throw new Problem(400, `bad_${name}`, `Give ${name} as a whole number from ${min} to ${max}.`);
  return number;
}
