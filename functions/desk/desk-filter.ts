import { claimAt, claimableBy } from '../ledger/claim.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { endInstant } from '../shared/calendar.ts';
import type { Outcome } from '../shared/determination.schema.ts';
import { personOf } from '../shared/person.ts';

/** Which demands of a list somebody wants to see: all that is said must hold. */
export type DeskFilter = {
  instrument?: string | undefined;
  series?: string | undefined;
  /** Id of the authority that filed it. */
  authority?: string | undefined;
  country?: string | undefined;
  outcome?: Outcome | undefined;
  /** Due before the end of this day, or before this instant; what is never due is not. */
  dueBefore?: string | undefined;
  /** Part of its reference, whatever the case. */
  q?: string | undefined;
  /** `me`, `none` for what waits for a person and has nobody, or whose claim it is. */
  holder?: string | undefined;
};

/** When a list is read, and by whom. */
export type Reading = { person: string; now: Date };

/** One form of a text for looking in it. */
const plain = (text: string) => text.normalize('NFKC').toLowerCase();

/** Whether a demand waits for a person, and nobody works on it. */
export const isUnclaimed = (record: DemandRecord, now: Date): boolean =>
  claimableBy(record) !== undefined && claimAt(record, now.toISOString()) === undefined;

function isHeldBy(record: DemandRecord, holder: string, { person, now }: Reading): boolean {
  if (holder === 'none') return isUnclaimed(record, now);
  const claim = claimAt(record, now.toISOString());
  return claim !== undefined && personOf(claim.by) === (holder === 'me' ? person : personOf(holder));
}

/** Whether a demand is among those wanted. */
export function isWanted(record: DemandRecord, wanted: DeskFilter, reading: Reading): boolean {
  const { demand, facts, authorityId, outcome, due } = record;
  const { instrument, series, authority, country, dueBefore, q, holder } = wanted;
  return (
    (instrument === undefined || demand.instrument === instrument) &&
    (series === undefined || facts.series === series) &&
    (authority === undefined || authorityId === authority) &&
    (country === undefined || facts.country === country) &&
    (wanted.outcome === undefined || outcome === wanted.outcome) &&
    (dueBefore === undefined ||
      (due !== undefined && Date.parse(due) <= Date.parse(endInstant(dueBefore)))) &&
    (q === undefined || plain(demand.reference ?? '').includes(plain(q))) &&
    (holder === undefined || isHeldBy(record, holder, reading))
  );
}
