import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { WAITS, type Waits } from '../ledger/parts/waiting.schema.ts';
import { partIn } from '../ledger/require-outsider.ts';
import { STATUSES, type Status } from '../ledger/statuses.ts';
import type { Clock } from '../shared/clock.ts';
import type { Principal } from '../shared/principal.ts';
import { problem } from '../shared/problem.ts';
import type { DemandListStore } from './demand-list.store.ts';
import type { DemandPage, DemandSummary, DeskCounts } from './demand-view.schema.ts';
import { summarise } from './demand-view.ts';
import { type DeskFilter, isUnclaimed, isWanted } from './desk-filter.ts';
import { deskOrder, isDeskOrder } from './desk-order.ts';

/** Statuses in which something is still to come; what is closed is in a list of its own. */
export const OPEN = STATUSES.filter((status) => status !== 'closed');

export type DeskQuery = DeskFilter & {
  status?: readonly Status[] | undefined;
  /** Those alone in which this waits, whatever their status. */
  waits?: Waits | undefined;
  limit?: number | undefined;
  after?: string | undefined;
  format?: 'json' | 'csv' | undefined;
};
export type DeskDeps = { lists: DemandListStore; clock: Clock };

const DEFAULT_LIMIT = 50;
const DAY_MS = 86_400_000;

/**
 * What the desk has to do: open demands, the most dangerous first, then by the day on which they are due, then the oldest.
 * They are read as they are now, so one that moves while somebody turns pages may come twice; none is passed over that
 * stays where it is. Of what is closed, the latest first. In what somebody filed they have no part at the desk: it is not on their list.
 */
export async function listDesk(
  query: DeskQuery,
  principal: Principal,
  { lists, clock }: DeskDeps,
): Promise<DemandPage> {
  const now = clock();
  const reading = { person: principal.person, now };
  const isTheirs = (record: DemandRecord) => !partIn(record, principal) && isWanted(record, query, reading);
  const { status = OPEN, waits, limit = DEFAULT_LIMIT, after } = query;
  if (status.includes('closed') && status.length > 1) throw problem('bad_status.closed');
  const waiting = await readWaiting(lists);
  if (status.includes('closed') && !waits) {
    const { demands, next } = await lists.inStatus('closed', limit, after);
    const wanted = demands.filter(isTheirs);
    return { demands: wanted.map((record) => rowOf(record, now, waiting)), ...(next ? { next } : {}) };
  }
  if (after !== undefined && !isDeskOrder(after)) throw problem('bad_cursor');
  const read = waits
    ? [{ demands: await lists.these([...waiting[waits]]), isCut: false }]
    : await Promise.all([...new Set(status)].map((one) => lists.allIn(one)));
  const wanted = read
    .flatMap(({ demands }) => demands)
    .filter((record) => !waits || !query.status || query.status.includes(record.status))
    .filter(isTheirs)
    .map((record) => ({ record, order: deskOrder(record) }))
    .sort((a, b) => (a.order < b.order ? -1 : 1));
  const rest = after === undefined ? wanted : wanted.filter(({ order }) => order > after);
  const page = rest.slice(0, limit);
  const last = page.at(-1)?.order;
  return {
    demands: page.map(({ record }) => rowOf(record, now, waiting)),
    counts: {
      ...countsOf(
        wanted.map(({ record }) => record),
        now,
      ),
      waits: {
        order: waiting.order.size,
        comment: waiting.comment.size,
        debt: waiting.debt.size,
        'look-back': waiting['look-back'].size,
      },
    },
    ...(read.some(({ isCut }) => isCut) ? { isCut: true as const } : {}),
    ...(rest.length > page.length && last !== undefined ? { next: last } : {}),
  };
}

type Waiting = Readonly<Record<Waits, ReadonlySet<string>>>;

/** What waits for the desk beside decisions, in open demands and in closed ones. */
async function readWaiting(lists: DemandListStore): Promise<Waiting> {
  const [order, comment, debt, lookBack] = await Promise.all([
    lists.waiting('order'),
    lists.waiting('comment'),
    lists.waiting('debt'),
    lists.waiting('look-back'),
  ]);
  return { order, comment, debt, 'look-back': lookBack };
}

function rowOf(record: DemandRecord, now: Date, waiting: Waiting): DemandSummary {
  const waits = WAITS.filter((kind) => waiting[kind].has(record.id));
  return { ...summarise(record, now), ...(waits.length > 0 ? { waits } : {}) };
}

/** How many there are on all pages, and how many of them press. */
function countsOf(records: readonly DemandRecord[], now: Date): Omit<DeskCounts, 'waits'> {
  const dueBy = (instant: number) =>
    records.filter(({ due }) => due !== undefined && Date.parse(due) <= instant).length;
  const overdue = dueBy(now.getTime());
  const byStatus: Partial<Record<Status, number>> = {};
  for (const { status } of records) byStatus[status] = (byStatus[status] ?? 0) + 1;
  return {
    all: records.length,
    overdue,
    dueInADay: dueBy(now.getTime() + DAY_MS) - overdue,
    unclaimed: records.filter((record) => isUnclaimed(record, now)).length,
    byStatus,
  };
}
