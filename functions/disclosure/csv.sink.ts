import type { AccountSink, SinkContext } from './account-sink.ts';
import { cellOf } from './cell-of.ts';
import { columnsOf, csvHead, csvLine } from './csv.ts';
import { noteOf } from './stamps.ts';

/** One CSV file: account, id and instant of each record, then its fields, then what of them contradicts the instant. */
export function csvSink(
  { draft, periods, noted }: SinkContext,
  name: string,
  fields: readonly string[],
): AccountSink {
  const { file } = draft(name);
  return {
    add: (record) => {
      if (file.size === 0) file.write(csvHead(columnsOf(['account', 'id', 'at'], fields, ['noted'])));
      const note = noteOf(record, periods);
      if (note !== '') noted();
      const cells = fields.map((one) => cellOf(record.fields[one]));
      return file.write(csvLine([record.account, record.id, record.at, ...cells, note]));
    },
    finish: async () => (file.size === 0 ? [] : [await file.finish()]),
  };
}
