import { type Change, changeDemand, type LedgerDeps, SERVICE } from '../ledger/change-demand.ts';
import type { DueItem } from '../ledger/demand.store.ts';
import { replaced } from '../ledger/part.ts';
import { CLOCK, CLOCK_DUE, type ClockPart } from '../ledger/parts/clock.part.ts';
import { clocksOf, earliestOf, reasonToStop, stopped } from '../ledger/running-clocks.ts';
import { logInfo } from '../shared/logger.ts';

const HOUR_MS = 3_600_000;

type Seen = { clock: ClockPart; told: Pick<Change<boolean>, 'action' | 'detail'> };

/**
 * Sees to a clock whose time has come: warns, says that its date was missed, or that what it was about is done. Each instant is
 * told once; who comes late tells once of all that passed, and how late. Nothing is decided by it, and nothing is let out.
 * @returns whether there was something to tell
 */
export async function watchClock({ demandId, key }: DueItem, deps: LedgerDeps): Promise<boolean> {
  const part = CLOCK(key.slice(CLOCK.prefix.length));
  return changeDemand<boolean>(deps, demandId, async (record, at) => {
    const clocks = await clocksOf(demandId, deps.store);
    const before = clocks.find(({ clock }) => CLOCK(clock).key === key);
    // An index lags: somebody else saw to it, or it was stopped or put off since.
    if (before?.dueAt === undefined || Date.parse(before.dueAt) > Date.parse(at)) return { unchanged: false };
    const { clock, told } = seen(before, reasonToStop(before, record), at);
    if (told.action === 'clock.missed' && clock.atEnd === 'escalate')
      logInfo('CLOCK_MISSED', { demandId, clock: clock.clock });
    const due = earliestOf(
      clocks.map((one) => (one === before ? clock : one)),
      record,
      at,
    );
    return { set: { due }, ...told, actor: SERVICE, parts: [replaced(part, clock, before)], result: true };
  });
}

function seen(before: ClockPart, stops: string | undefined, at: string): Seen {
  const { dueKind: _kind, dueAt: _at, ...kept } = before;
  const { clock, cite, until, to, atEnd } = kept;
  if (stops !== undefined)
    return {
      clock: stopped(before, at),
      told: { action: 'clock.stopped', detail: { clock, until, why: stops } },
    };
  const warnAt = before.warnAt.filter((one) => Date.parse(one) > Date.parse(at));
  if (Date.parse(until) > Date.parse(at)) {
    const next = warnAt[0] ?? (atEnd === 'ends' ? undefined : until);
    return {
      clock: { ...kept, warnAt, ...dueAgain(next) },
      told: { action: 'clock.warned', detail: { clock, cite, until, to } },
    };
  }
  // It ended by itself before anybody was warned.
  if (atEnd === 'ends')
    return {
      clock: stopped(before, at),
      told: { action: 'clock.stopped', detail: { clock, until, why: 'ended' } },
    };
  const late = Math.floor((Date.parse(at) - Date.parse(until)) / HOUR_MS);
  const times = (before.times ?? 0) + 1;
  return {
    clock: {
      ...kept,
      warnAt: [],
      state: 'missed',
      missedAt: before.missedAt ?? at,
      times,
      ...dueAgain(nextRepeat(before, at)),
    },
    told: { action: 'clock.missed', detail: { clock, cite, until, to, atEnd, times, hoursLate: late } },
  };
}

/** When it is said again, counted from the date itself: what nobody came to say is not made up for. */
function nextRepeat({ until, repeat }: ClockPart, at: string): string | undefined {
  if (!repeat) return undefined;
  const over = Date.parse(at) - Date.parse(until);
  const every = repeat.hours * HOUR_MS;
  const next = (Math.floor(over / every) + 1) * every;
  const last = repeat.times * every;
  if (next <= last) return new Date(Date.parse(until) + next).toISOString();
  if (repeat.after === undefined) return undefined;
  const slow = repeat.after * HOUR_MS;
  const later = last + (Math.floor((over - last) / slow) + 1) * slow;
  return new Date(Date.parse(until) + later).toISOString();
}

const dueAgain = (dueAt: string | undefined) => (dueAt === undefined ? {} : { dueKind: CLOCK_DUE, dueAt });
