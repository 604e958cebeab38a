import { canonicalHash } from './canonical.ts';
import type { RawDemand } from './raw-demand.ts';

export type Fault = string;

/** What stands before the first event. */
const NOTHING = '0'.repeat(64);

/** Every place where a ledger is not the unbroken chain from its first event to the head that its demand holds. */
export function chainFaults({ id, record, events }: RawDemand): Fault[] {
  const faults: Fault[] = [];
  let previous = NOTHING;
  for (const [index, event] of events.entries()) {
    const { hash, ...told } = event;
    const at = `at event ${event.seq}`;
    if (event.seq !== index + 1) faults.push(`ledger: gap ${at}`);
    if (event.demandId !== id) faults.push(`ledger: foreign ${at}`);
    if (event.previous !== previous) faults.push(`ledger: broken-link ${at}`);
    if (canonicalHash(told) !== hash) faults.push(`ledger: altered ${at}`);
    previous = hash;
  }
  if (!record) return [...faults, `ledger: no-demand at event ${events.length}`];
  const last = events[record.version - 1];
  if (!last) return [...faults, `ledger: cut-short at event ${events.length}`];
  if (last.hash !== record.head) faults.push(`ledger: other-head at event ${last.seq}`);
  for (const beyond of events.slice(record.version))
    faults.push(`ledger: beyond-head at event ${beyond.seq}`);
  return faults;
}
