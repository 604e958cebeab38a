import type { DemandStore } from './demand.store.ts';
import type { DemandRecord } from './demand-record.schema.ts';
import { type PartWrite, replaced } from './part.ts';
import { CLOCK, type ClockPart } from './parts/clock.part.ts';

/** What of a demand says whether a clock of it still runs. */
export type Ticking = Pick<DemandRecord, 'status' | 'withdrawnAt' | 'conclusion'>;

/** The clocks of a demand, those that were stopped too. */
export const clocksOf = (id: string, store: Pick<DemandStore, 'parts'>): Promise<ClockPart[]> =>
  store.parts(id, CLOCK(''));

/** Why a clock runs no longer, though nothing stopped it: what it was about is done. Undefined while it does. */
export function reasonToStop(
  { runs }: Pick<ClockPart, 'runs'>,
  { status, withdrawnAt, conclusion }: Ticking,
): string | undefined {
  if (!runs) return undefined;
  if (withdrawnAt !== undefined) return 'withdrawn';
  // What goes on once it was answered goes on only where something was given.
  if (status === 'closed' && conclusion !== undefined && conclusion !== 'disclosed') return conclusion;
  return runs.includes(status) ? undefined : status;
}

/** Whether people still have to see to it: it runs, or its date was missed and what it was about is not done. */
export function isPressing(clock: ClockPart, demand: Ticking, at: string): boolean {
  if (clock.state === 'stopped' || reasonToStop(clock, demand) !== undefined) return false;
  return clock.atEnd === 'escalate' || clock.until > at;
}

/** The earliest date of a demand that a paper or a law gives; undefined where none does. */
export const earliestOf = (clocks: readonly ClockPart[], demand: Ticking, at: string): string | undefined =>
  clocks
    .filter((clock) => !clock.isOurs && isPressing(clock, demand, at))
    .map(({ until }) => until)
    .sort()[0];

/** The write that stops a clock, for the change by which what it was about is done. None where it does not run. */
export async function stoppedClock(
  id: string,
  name: string,
  at: string,
  store: Pick<DemandStore, 'part'>,
): Promise<PartWrite[]> {
  const clock = await store.part(id, CLOCK(name));
  return !clock || clock.state === 'stopped' ? [] : [replaced(CLOCK(name), stopped(clock, at), clock)];
}

/** A clock that runs no longer. */
export function stopped({ dueKind: _kind, dueAt: _at, ...kept }: ClockPart, at: string): ClockPart {
  return { ...kept, warnAt: [], state: 'stopped', stoppedAt: at };
}
