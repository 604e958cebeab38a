import type { HarvestPart } from '../ledger/parts/harvest.part.ts';
import type { AccountSink, SinkContext } from './account-sink.ts';
import { csvSink } from './csv.sink.ts';
import { filesSink } from './files.sink.ts';
import { jsonLinesSink } from './json-lines.sink.ts';
import { mailSink } from './mail.sink.ts';
import { subscriberSink } from './subscriber.sink.ts';

export const CSV_FILES: Record<string, string> = {
  'traffic.mail-headers': 'mail-headers.csv',
  'traffic.message-logs': 'message-logs.csv',
  'traffic.call-records': 'call-records.csv',
  'traffic.access-logs': 'access-logs.csv',
  sessions: 'sessions.csv',
};

/** Name of the sink that an item goes to: items of one sink share files. */
export const sinkName = (item: string) => (item.startsWith('subscriber.') ? 'subscriber' : item);

/**
 * How an item is handed over. An item without a form of its own becomes lines of JSON, or a folder of files where
 * its records carry bytes, so that a connector of one's own needs nothing here.
 */
export function sinkFor(item: string, part: HarvestPart, context: SinkContext): AccountSink {
  const fields = part.fields[item] ?? [];
  if (item.startsWith('subscriber.')) return subscriberSink(context);
  if (item === 'content.mail') return mailSink(context, fields);
  if (item === 'content.files') return filesSink(context, 'files', fields);
  if (item === 'content.calls') return filesSink(context, 'recordings', fields);
  if (item === 'content.messages') return jsonLinesSink(context, 'messages.jsonl');
  const csv = CSV_FILES[item];
  if (csv) return csvSink(context, csv, fields);
  return part.blobs.count > 0 ? filesSink(context, item, fields) : jsonLinesSink(context, `${item}.jsonl`);
}
