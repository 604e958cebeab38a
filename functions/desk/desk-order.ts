import { dangerOf } from '../ledger/danger-of.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';

/** What of a demand says how soon somebody must see to it. */
export type Urgent = Pick<DemandRecord, 'id' | 'demand' | 'facts' | 'filedAt' | 'due'>;

/** After every instant: of what no law gives a day. */
const NEVER = '~';

/** A key by which demands stand in the order in which they are to be seen to: danger, day, age. It doubles as the cursor of a list. */
export const deskOrder = (urgent: Urgent): string =>
  [dangerOf(urgent), urgent.due ?? NEVER, urgent.filedAt, urgent.id].join('#');

const INSTANT = String.raw`\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z`;
const ORDER = new RegExp(`^[0-9]#(?:~|${INSTANT})#${INSTANT}#[a-z]-[0-9a-hjkmnp-tv-z]{26}$`);

/** Whether a text is a key that this made. */
export const isDeskOrder = (text: string): boolean => ORDER.test(text);
