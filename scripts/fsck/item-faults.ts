import { canonicalHash } from './canonical.ts';
import type { Fault } from './chain-faults.ts';
import type { Life } from './life-faults.ts';
import { type Item, kindOf, type RawDemand, type RawEvent } from './raw-demand.ts';

/** Changes without an event: the head is the last event's own hash; what was due is taken off the index when it is done. */
function vouchedHash(item: Item): string {
  const { pk: _pk, sk: _sk, head: _head, dueKind: _kind, dueAt: _at, ...vouched } = item;
  return canonicalHash(vouched);
}

/** Where the demand and the items beside it are not what the events say that was written. */
export function itemFaults(raw: RawDemand, life: Life): Fault[] {
  return [
    ...raw.malformed.map((kind) => `item: ${kind} is malformed or unknown`),
    ...recordFaults(raw, life),
    ...partFaults(raw),
    ...dueFaults(raw),
  ];
}

function recordFaults({ record, events }: RawDemand, life: Life): Fault[] {
  const last = record && events[record.version - 1];
  if (!last) return [];
  if (last.record !== undefined)
    return last.record === vouchedHash(record) ? [] : ['item: demand is altered'];
  // Events of version 1 vouch for the facts and for what was filed only.
  const faults: Fault[] = [];
  if (canonicalHash(last.facts) !== canonicalHash(record.facts))
    faults.push('item: facts of the demand are altered');
  const filed = events.findLast(({ detail }) => typeof detail.demandHash === 'string');
  if (filed && filed.detail.demandHash !== canonicalHash(record.demand))
    faults.push('item: what was filed is altered');
  if (!life.hasFailed && life.unknownActions === 0 && life.status !== record.status)
    faults.push('item: status of the demand is altered');
  return faults;
}

function partFaults({ parts, events }: RawDemand): Fault[] {
  const vouched = new Map<string, string>();
  for (const event of events)
    for (const [key, hash] of Object.entries(event.parts ?? {})) vouched.set(key, hash);
  const faults: Fault[] = [];
  for (const [key, hash] of vouched) {
    const item = parts.get(key);
    if (!item) faults.push(`item: ${kindOf(key)} is missing`);
    else if (vouchedHash(item) !== hash) faults.push(`item: ${kindOf(key)} is altered`);
  }
  for (const [key, item] of parts) {
    if (vouched.has(key)) continue;
    const fault = unvouchedFault(key, item, events);
    if (fault) faults.push(fault);
  }
  return faults;
}

const CLOCKS = ['start-urgent', 'start', 'run-urgent', 'run', 'wait-review', 'wait-release', 'failed'];

/** What must still be done is on the index of due things, at its time: nobody vouches for that, and sweeps read nothing else. */
function dueFaults({ record, parts, events }: RawDemand): Fault[] {
  const faults: Fault[] = [];
  // Earlier releases had clocks of some demands only.
  const hasClock = record?.matter !== undefined && record.status !== 'closed';
  if (hasClock && !(CLOCKS.includes(String(record.dueKind)) && record.dueAt !== undefined))
    faults.push('item: the clock of the demand does not run');
  const { state, dueKind, dueAt } = parts.get('notice') ?? {};
  // Orders of silence plan it anew, and their events say what came of it.
  const planned = events.findLast(
    ({ action, detail }) =>
      action === 'notice.planned' || (/^(secrecy|notice)\./.test(action) && detail.state !== undefined),
  )?.detail.dueAt;
  if (state === 'planned' && planned !== undefined && (dueKind !== 'notice' || dueAt !== planned))
    faults.push('item: notice is not due when it was planned to be');
  const kept = parts.get('preservation') ?? {};
  const isDue = kept.dueKind === 'preservation' && kept.dueAt === kept.until;
  if (kept.state === 'in-force' && kept.until !== undefined && !isDue)
    faults.push('item: preservation is not due when it ends');
  return faults;
}

/** Version 1 vouched for no item but the scope, whose hash is in the event's detail. */
function unvouchedFault(key: string, item: Item, events: readonly RawEvent[]): Fault | undefined {
  if (events.every(({ schemaVersion = 1 }) => schemaVersion > 1))
    return `item: no event tells of this ${kindOf(key)}`;
  const told = events.find(
    ({ action, detail }) => action === 'scope.compiled' && key === `scope#${detail.round}`,
  );
  return told && told.detail.scopeSha256 !== canonicalHash(item) ? 'item: scope is altered' : undefined;
}
