import { isStaff, type Principal, requireAuthority } from '../shared/principal.ts';
import { notFound, notTheirs } from '../shared/problem.ts';
import type { AgentEventsPage } from './agent-events.schema.ts';
import { milestonesOf } from './agent-events.ts';
import type { DemandStore } from './demand.store.ts';
import { requireDemandId } from './demand-id.ts';
import type { DemandRecord } from './demand-record.schema.ts';
import type { EventsPage } from './read-events.route.ts';
import { reasonsOf } from './reasons-of.ts';
import { rebuildChain } from './rebuild-chain.ts';
import { requireOutsider } from './require-outsider.ts';

export type EventsQuery = { after?: number | undefined; limit?: number | undefined };

const DEFAULT_LIMIT = 100;
const LOOKS = 3;

/**
 * The ledger of one demand. Staff without a part in it see all of it; an agent sees the milestones of its own authority's; a stranger's id
 * answers like an unknown one.
 */
export async function readEvents(
  id: string,
  { principal, query, store }: { principal: Principal; query: EventsQuery; store: DemandStore },
): Promise<EventsPage | AgentEventsPage> {
  const { after = 0, limit = DEFAULT_LIMIT } = query;
  const known = await store.read(requireDemandId(id));
  if (!known) throw notFound();
  if (isStaff(principal)) requireOutsider(known, principal);
  else if (known.authorityId !== requireAuthority(principal)) throw notTheirs();
  const { record, events } = await readAtRest(known, store);
  if (!isStaff(principal)) {
    const reasons = await reasonsOf(record.id, events, store);
    const told = pageOf(milestonesOf(events, reasons), ({ number }) => number, { after, limit });
    return { demandId: record.id, milestones: told.page, ...told.more };
  }
  const { page, more } = pageOf(events, ({ seq }) => seq, { after, limit });
  return {
    demandId: record.id,
    chain: { whole: rebuildChain(record, events).length === 0, head: record.head, length: record.version },
    events: page,
    ...more,
  };
}

function pageOf<T>(
  all: readonly T[],
  numberOf: (one: T) => number,
  { after, limit }: { after: number; limit: number },
) {
  const rest = all.filter((one) => numberOf(one) > after);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return { page, more: last && rest.length > page.length ? { next: numberOf(last) } : {} };
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
