import type { Circumstances } from '../../../functions/shared/circumstances.schema.ts';
import type { Demand } from '../../../functions/shared/demand.schema.ts';
import type { Determination } from '../../../functions/shared/determination.schema.ts';

/** What the invariants need to know of the law, said again in the plainest words: nothing here asks the engine. */

export type Decided = { demand: Demand; circumstances: Circumstances; determination: Determination };

const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  subscriber: ['name', 'address', 'contact', 'identifiers', 'length-of-service', 'services', 'payment'],
  traffic: ['mail-headers', 'message-logs', 'call-records', 'access-logs'],
  content: ['mail', 'messages', 'files', 'calls', 'calendar', 'contacts'],
  location: ['history', 'live'],
  live: ['traffic', 'content'],
  secrets: ['password', 'encryption-key'],
};

/** Single items that a list of families and items stands for. */
export const leaves = (items: readonly string[]) =>
  new Set(items.flatMap((item) => FAMILIES[item]?.map((part) => `${item}.${part}`) ?? [item]));

/** Whether something may leave on this determination, once people have released it. */
export const releases = ({ outcome }: Determination) => outcome === 'accept' || outcome === 'narrow';

const COURT = /^(?:judge|court|.*-judge|.*-court)$/;
const NO_COURT = /(?:administrative-law|immigration)-judge$|clerk-of-(?:the-)?court$/;
const isCourt = (role: string | undefined) => role !== undefined && COURT.test(role) && !NO_COURT.test(role);

/** A warrant, its equal of the surveillance court, an agreement, a court's certificate, or an emergency. */
export function mayYieldContent({ instrument, underlying, issuer, validatedBy }: Demand): boolean {
  if (instrument === 'us/mlat-order') return underlying === 'us/search-warrant';
  if (instrument === 'eu/epoc') return isCourt(issuer.role) || isCourt(validatedBy?.role);
  return [
    'us/search-warrant',
    'us/wiretap-order',
    'uk/overseas-production-order',
    'au/international-production-order',
    'us/emergency-disclosure',
  ].includes(instrument);
}

const DAY_MS = 86_400_000;
export const dayOf = (moment: string) => new Date(moment).toISOString().slice(0, 'YYYY-MM-DD'.length);
export const daysLater = (moment: string, days: number) =>
  new Date(Date.parse(dayOf(moment)) + days * DAY_MS).toISOString().slice(0, 'YYYY-MM-DD'.length);

/** Whether a court's order not to tell is in force. A delay under 2705(a) is the Government's own. */
export function isGagOpen({ secrecy }: Demand, { now }: Circumstances): boolean {
  if (secrecy?.orderedBy !== 'court' || /2705\(a\)/.test(secrecy.basis)) return false;
  const { until } = secrecy;
  if (until === undefined) return true;
  const areInstants = until.length > 'YYYY-MM-DD'.length && now.length > 'YYYY-MM-DD'.length;
  return areInstants ? Date.parse(now) <= Date.parse(until) : dayOf(now) <= dayOf(until);
}
