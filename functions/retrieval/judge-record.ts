import type { HarvestRecord } from '../ledger/parts/harvest.part.ts';
import type { Grant } from '../ledger/parts/scope.part.ts';
import type { Bounds } from './harvest-bounds.ts';
import type { Violation } from './harvest-outside-scope.ts';

/** How far a stamp inside a record may lie outside the period: mail dates have whole seconds, clocks of senders skew. */
export const EVIDENCE_SLACK_MS = 5 * 60_000;

/** Names of fields by which records that are not content would carry content. */
const CONTENT_FIELDS = new Set([
  'subject',
  'body',
  'text',
  'html',
  'snippet',
  'preview',
  'attachments',
  'bytes',
]);
/** Fields that say themselves when something happened. */
const TIME_FIELDS = ['date', 'sentAt', 'start', 'modified', 'accessed'];

/** What of a record lies outside its grant or outside the demand's bounds; undefined when nothing does. */
export function judgeRecord(
  record: HarvestRecord,
  grant: Grant,
  bounds: Bounds,
  isContent: (item: string) => boolean,
): Violation | undefined {
  if (record.account !== grant.account || !bounds.accounts.has(record.account)) return 'account';
  if (record.service !== grant.service) return 'service';
  if (!grant.items.includes(record.item) || !bounds.items.has(record.item)) return 'item';
  if (!isContent(record.item) && carriesContent(record)) return 'content';
  if (record.at === null) return isTimeless(record.item) ? undefined : 'period';
  if (!isWithin(Date.parse(record.at), grant, bounds, 0)) return 'period';
  const stamps = TIME_FIELDS.map((name) => record.fields[name]).filter((value) => value !== undefined);
  const allWithin = stamps.every(
    (value) => typeof value === 'string' && isWithin(Date.parse(value), grant, bounds, EVIDENCE_SLACK_MS),
  );
  return allWithin ? undefined : 'evidence';
}

/** Whether an instant lies in the grant's period and in the demand's bounds. What is not a time lies nowhere. */
export function isWithin(at: number, { period }: Grant, { from, to }: Bounds, slack: number): boolean {
  const start = Math.max(from, Date.parse(period.from)) - slack;
  const end = Math.min(to, Date.parse(period.to)) + slack;
  return at >= start && at < end;
}

const isTimeless = (item: string) => item.split('.', 1)[0] === 'subscriber';

const carriesContent = ({ blob, fields }: HarvestRecord) =>
  blob !== undefined || Object.keys(fields).some((name) => CONTENT_FIELDS.has(name.toLowerCase()));
