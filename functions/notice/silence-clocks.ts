import type { LedgerDeps } from '../ledger/change-demand.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { type PartWrite, replaced } from '../ledger/part.ts';
import { CLOCK, type ClockPart } from '../ledger/parts/clock.part.ts';
import type { SecrecyPart } from '../ledger/parts/secrecy.part.ts';
import { clocksOf, earliestOf, stopped } from '../ledger/running-clocks.ts';
import type { DeskClocks } from '../validity/decide/desk-clocks.ts';

type Start = Pick<DeskClocks, 'start'>;
export type SilenceClockDeps = Pick<LedgerDeps, 'store'> & { clocks: Start };

/** What is to be watched of a demand's silence. */
export type Silence = {
  orders: readonly SecrecyPart[];
  /** When silence without an end is looked at; undefined where there is none. */
  reviewAt?: string | undefined;
  /** A look at the silence is done: it was recorded, or an order was accepted that came of it (`isOutcomeOfReview`). */
  isReviewed?: boolean;
};

/**
 * What is written so that the desk watches the first undecided order about silence, and the next look at a silence without an
 * end: the clocks, and the day on which the demand is due where one of them changed. What is not left is watched no longer.
 */
export async function silenceClocks(
  record: DemandRecord,
  silence: Silence,
  at: string,
  { store, clocks }: SilenceClockDeps,
): Promise<{ set: { due?: string | undefined }; parts: PartWrite[] }> {
  const before = await clocksOf(record.id, store);
  const running = (name: string) => before.find(({ clock, state }) => clock === name && state !== 'stopped');
  const after = [
    ...orderClock(running('silence-order'), silence.orders, at, clocks),
    ...reviewClock(running('silence-review'), silence, at, clocks),
  ];
  if (after.length === 0) return { set: {}, parts: [] };
  const earlier = (name: string) => before.find(({ clock }) => clock === name);
  const kept = before.filter(({ clock }) => !after.some((one) => one.clock === clock));
  return {
    set: { due: earliestOf([...kept, ...after], record, at) },
    parts: after.map((clock) => replaced(CLOCK(clock.clock), clock, earlier(clock.clock))),
  };
}

/** It counts from the order whose time the first undecided one shares. */
function orderClock(
  running: ClockPart | undefined,
  orders: readonly SecrecyPart[],
  at: string,
  clocks: Start,
): ClockPart[] {
  const [from] = orders
    .filter(isOpen)
    .map((order) => sinceOf(order, orders))
    .sort();
  if (from === undefined) return running ? [stopped(running, at)] : [];
  const clock = clocks.start('silence-order', { from });
  return running?.until === clock.until ? [] : [clock];
}

/** One that was never heeded waits until somebody decides, whatever became of the time that it shares. */
const isOpen = ({ state, endedAt, heededUntil, at }: SecrecyPart) =>
  state === 'pending' && (endedAt === undefined || Date.parse(heededUntil) <= Date.parse(at));

/** From when an order counts: one that silences from the first whose time it was given. */
function sinceOf(order: SecrecyPart, orders: readonly SecrecyPart[]): string {
  if (!isSilencing(order)) return order.at;
  const first = orders.find((one) => isSilencing(one) && one.heededUntil === order.heededUntil);
  return (first ?? order).at;
}

const isSilencing = ({ kind }: SecrecyPart) => kind === 'ordered' || kind === 'renewed';

/** One that was missed rings until somebody has looked, also where the day of the next look is known already. */
function reviewClock(
  running: ClockPart | undefined,
  { reviewAt, isReviewed = false }: Silence,
  at: string,
  clocks: Start,
): ClockPart[] {
  if (reviewAt === undefined) return running ? [stopped(running, at)] : [];
  return running && !isReviewed ? [] : [clocks.start('silence-review', { from: at, until: reviewAt })];
}

/**
 * Whether an order that is accepted is what came of a look: it came since people were first asked for it, and says of the
 * silence that it goes on without an end, or is before a court. With one that ends it there is nothing left to look at.
 */
export function isOutcomeOfReview(
  clock: ClockPart | undefined,
  { kind, until, at }: Pick<SecrecyPart, 'kind' | 'until' | 'at'>,
  clocks: Start,
): boolean {
  if (!clock || clock.state === 'stopped' || kind === 'lifted' || until !== undefined) return false;
  return Date.parse(at) >= Date.parse(askedSince(clock, clocks));
}

/** When people are first asked to look at a silence without an end. */
export function askedSince({ from, until }: Pick<ClockPart, 'from' | 'until'>, clocks: Start): string {
  const asked = clocks.start('silence-review', { from, until });
  return asked.warnAt[0] ?? until;
}
