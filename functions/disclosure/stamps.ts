import type { HarvestRecord } from '../ledger/parts/harvest.part.ts';
import type { InstantRange } from '../shared/instant-range.ts';
import { BETWEEN, cellOf } from './cell-of.ts';
import { mailDate } from './mail-date.ts';
import { uncommented } from './mail-evidence.ts';

/** How far a stamp may lie outside the period: mail dates have whole seconds, clocks of senders skew. */
const SLACK_MS = 5 * 60_000;
/** Fields that say themselves when something happened. Senders, devices and imports write them. */
const STAMPS = ['date', 'sentAt', 'start', 'modified', 'accessed'];

/**
 * What of a record's own stamps contradicts its period: `date: outside the period | start: not a time`. Empty when nothing
 * does. The instant that the provider gave the record decided that it is in the package; this is told beside it.
 */
export function noteOf(
  { at, fields }: Pick<HarvestRecord, 'at' | 'fields'>,
  periods: readonly InstantRange[],
): string {
  if (at === null) return '';
  return STAMPS.flatMap((name) => {
    const cell = cellOf(fields[name]);
    if (cell === null || cell === '') return [];
    // Several texts are no time, whatever the first of them says.
    const stamped = String(cell).includes(BETWEEN) ? undefined : instantOf(String(cell));
    if (stamped === undefined) return [`${name}: not a time`];
    return isNear(stamped, periods) ? [] : [`${name}: outside the period`];
  }).join(BETWEEN);
}

/** The same of the instant that a message has of itself, where it has one. */
export const mailNote = (stamped: number | undefined, periods: readonly InstantRange[]): string =>
  stamped === undefined || isNear(stamped, periods) ? '' : 'stamped: outside the period';

const isNear = (at: number, periods: readonly InstantRange[]) =>
  periods.some(({ from, to }) => at >= Date.parse(from) - SLACK_MS && at < Date.parse(to) + SLACK_MS);

const RFC3339 =
  /^(?<month>\d{4}-\d{2})-(?<day>\d{2})[Tt ](?<hour>\d{2}):(?<minute>\d{2}):(?<second>\d{2})(?:\.(?<fraction>\d{1,9}))?(?:[Zz]|(?<sign>[+-])(?<zoneHour>\d{2}):(?<zoneMinute>\d{2}))$/;

/** Milliseconds of a date-time of RFC 3339 or RFC 5322 with its zone; undefined for anything else, and for 30 February. */
export function instantOf(text: string): number | undefined {
  const parts = RFC3339.exec(text)?.groups;
  if (!parts) return mailDate(uncommented(text));
  const numberOf = (name: string) => Number(parts[name] ?? 0);
  const [day, hour, minute, second] = ['day', 'hour', 'minute', 'second'].map(numberOf) as [
    number,
    number,
    number,
    number,
  ];
  const [zoneHour, zoneMinute] = [numberOf('zoneHour'), numberOf('zoneMinute')];
  const midnight = new Date(`${parts.month}-01T00:00:00Z`);
  const month = midnight.getUTCMonth();
  midnight.setUTCDate(day);
  if (day < 1 || midnight.getUTCMonth() !== month) return undefined;
  if (hour > 23 || minute > 59 || second > 60 || zoneHour > 23 || zoneMinute > 59) return undefined;
  const zone = (parts.sign === '-' ? -1 : 1) * (zoneHour * 60 + zoneMinute);
  const seconds = (hour * 60 + minute - zone) * 60 + second;
  return midnight.getTime() + seconds * 1000 + Number((parts.fraction ?? '').slice(0, 3).padEnd(3, '0'));
}
