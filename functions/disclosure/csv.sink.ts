import { Spool } from '../retrieval/spool.ts';
import type { AccountSink, SinkContext } from './account-sink.ts';
import { cellOf } from './cell-of.ts';
import { csvLine } from './csv.ts';
import { spooledEntry } from './package-entry.ts';
import { noteOf } from './stamps.ts';

/** One CSV file: account, id and instant of each record, then its fields, then what of them contradicts the instant. */
export function csvSink(
  { account, folder, periods, noted }: SinkContext,
  name: string,
  fields: readonly string[],
): AccountSink {
  const file = new Spool(0);
  let isEmpty = true;
  return {
    add: async (record) => {
      if (isEmpty) await file.write(csvLine(['account', 'id', 'at', ...fields, 'noted']));
      isEmpty = false;
      const note = noteOf(record, periods);
      if (note !== '') noted();
      const cells = fields.map((one) => cellOf(record.fields[one]));
      await file.write(csvLine([account, record.id, record.at, ...cells, note]));
    },
    finish: async () => (isEmpty ? [] : [spooledEntry(`${folder}${name}`, await file.finish())]),
    abandon: () => file.abandon(),
  };
}
