import type { HarvestRecord } from '../ledger/parts/harvest.part.ts';
import type { Grant } from '../ledger/parts/scope.part.ts';
import type { Bounds, ItemSpan } from './harvest-bounds.ts';
import type { Violation } from './harvest-outside-scope.ts';

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

/**
 * What of a record lies outside its grant or outside the demand's bounds; undefined when nothing does. Judged is what the
 * provider itself says: account, service, item and instant. Stamps that senders and devices wrote are noted in the package.
 */
export function judgeRecord(
  record: HarvestRecord,
  grant: Grant,
  bounds: Bounds,
  isContent: (item: string) => boolean,
): Violation | undefined {
  if (record.account !== grant.account || !bounds.accounts.has(record.account)) return 'account';
  if (record.service !== grant.service) return 'service';
  const allowed = bounds.accounts.get(record.account)?.filter(({ items }) => items.has(record.item)) ?? [];
  if (!grant.items.includes(record.item) || !bounds.items.has(record.item) || allowed.length === 0)
    return 'item';
  // No customer can make one: the connector has read more than its item is, and who answers for it must know.
  if (!isContent(record.item) && carriesContent(record)) return 'content';
  // Set aside without an instant, a record goes nowhere.
  if (record.at === null) return isTimeless(record.item) || record.setAside ? undefined : 'period';
  return isWithin(Date.parse(record.at), grant, allowed) ? undefined : 'period';
}

/** Whether an instant lies in the grant's period and in the bounds of its account and item. What is not a time lies nowhere. */
function isWithin(at: number, { period }: Grant, allowed: readonly ItemSpan[]): boolean {
  return allowed.some(
    ({ from, to }) =>
      at >= Math.max(from, Date.parse(period.from)) && at < Math.min(to, Date.parse(period.to)),
  );
}

const isTimeless = (item: string) => item.split('.', 1)[0] === 'subscriber';

const carriesContent = ({ blob, fields }: HarvestRecord) =>
  blob !== undefined || Object.keys(fields).some((name) => CONTENT_FIELDS.has(name.toLowerCase()));
