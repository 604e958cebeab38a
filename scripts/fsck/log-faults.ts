import type { Fault } from './chain-faults.ts';
import { eventIn, type ReadLog } from './read-log.ts';

/** An event as the log knows of it. */
export type KnownEvent = { seq: number; hash: string; at: string; isSalted: boolean };

/** What waits for the log: its lines, each with the time at which it was put there. */
export type Waiting = ReadonlyMap<string, string>;

export type LogView = {
  log: ReadLog;
  waiting: Waiting;
  /** Hashes of events whose lines wait, by demand and number. */
  awaited: ReadonlyMap<string, ReadonlyMap<number, string>>;
  /** Ledgers that ended before it are older than the log. */
  unloggedBefore: string | undefined;
};

export function awaitedIn(...lines: readonly Iterable<string>[]): Map<string, Map<number, string>> {
  const awaited = new Map<string, Map<number, string>>();
  for (const line of lines.flatMap((some) => [...some])) {
    const event = eventIn(line);
    if (!event) continue;
    const known = awaited.get(event.id) ?? new Map<number, string>();
    awaited.set(event.id, known.set(event.seq, event.hash));
  }
  return awaited;
}

/** How long a line may wait while the log goes on. */
const GRACE_MS = 10 * 60_000;

/**
 * Where the events of a demand are not those that were logged. Of what was never logged, nothing vouches but a place in the
 * chain before an event that was.
 */
export function logFaults(id: string, events: readonly KnownEvent[], view: LogView): Fault[] {
  const { log } = view;
  const logged = log.events.get(id) ?? new Map<number, string>();
  const faults: Fault[] = [];
  const seen = new Map(events.map((event) => [event.seq, event]));
  for (const [seq, hash] of [...logged, ...(view.awaited.get(id) ?? [])]) {
    const event = seen.get(seq);
    if (!event) faults.push(`log: event ${seq} is gone`);
    else if (event.hash !== hash)
      faults.push(`log: event ${seq} is not the one that ${logged.has(seq) ? 'was' : 'waits to be'} logged`);
  }
  const first = Math.min(...logged.keys());
  for (const event of events) {
    const isVouched = logged.size > 0 ? event.seq < first && !event.isSalted : isOlder(event, view);
    const fault = logged.has(event.seq) || isVouched ? undefined : unloggedFault(id, event, view);
    if (fault) faults.push(fault);
  }
  return faults;
}

const isOlder = ({ isSalted, at }: KnownEvent, { log, unloggedBefore }: LogView) =>
  !isSalted && (log.size === 0 || (unloggedBefore !== undefined && at < unloggedBefore));

/** The line of an event is put where the log finds it in the transaction that writes the event. */
function unloggedFault(
  id: string,
  { seq, hash, isSalted }: KnownEvent,
  { log, waiting }: LogView,
): Fault | undefined {
  const line = `event ${id} ${seq} ${hash}`;
  if (log.unsigned.has(line)) return undefined;
  const since = waiting.get(line);
  if (since === undefined && !isSalted)
    return `log: event ${seq} was never logged: it is older than the log, or made to look so`;
  if (since === undefined) return `log: event ${seq} was never logged, and does not wait to be`;
  const late = Date.parse(log.at) - Date.parse(since);
  return late > GRACE_MS ? `log: event ${seq} waits, and the log went on without it` : undefined;
}

/** The same of packages, editions and receipts, by what their lines say after the first word. */
export function otherFault(
  kind: 'disclosure' | 'edition' | 'receipt',
  said: string,
  { log, waiting }: LogView,
): boolean {
  const line = `${kind} ${said}`;
  return !log.others.has(kind === 'receipt' ? line : said) && !log.unsigned.has(line) && !waiting.has(line);
}
