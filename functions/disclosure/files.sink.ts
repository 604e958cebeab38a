import type { HarvestRecord } from '../ledger/parts/harvest.part.ts';
import type { AccountSink, SinkContext } from './account-sink.ts';
import { cellOf } from './cell-of.ts';
import { columnsOf, csvHead, csvLine } from './csv.ts';
import { safeFolders } from './safe-folders.ts';
import { safeName } from './safe-name.ts';
import { noteOf } from './stamps.ts';

const [BEFORE, BEHIND] = [
  ['account', 'id', 'at'],
  ['path', 'sha256', 'mediaType', 'noted'],
];

/** Files as they are, in the provider's folders, under names that are safe and unlike each other, and a list of them. */
export function filesSink(
  { draft, next, periods, noted, packBlob }: SinkContext,
  name: string,
  fields: readonly string[],
): AccountSink {
  const list = draft(`${name}.csv`).file;
  return {
    add: async (record, bytes) => {
      if (list.size === 0) list.write(csvHead(columnsOf(BEFORE, fields, BEHIND)));
      const path = pathOf(record, name, next(name));
      const { blob } = record;
      if (blob && bytes) await packBlob(path, record, bytes);
      const cells = fields.map((one) => cellOf(record.fields[one]));
      const where = blob ? [path, blob.sha256, blob.mediaType] : [null, null, null];
      const note = noteOf(record, periods);
      if (note !== '') noted();
      await list.write(csvLine([record.account, record.id, record.at, ...cells, ...where, note]));
    },
    finish: async () => (list.size === 0 ? [] : [await list.finish()]),
  };
}

/** A file's number makes its name its own, whatever other files of the account are called. */
function pathOf({ id, fields }: HarvestRecord, name: string, number: number): string {
  const folders = typeof fields.folder === 'string' ? safeFolders(fields.folder) : [];
  const named = safeName(typeof fields.name === 'string' ? fields.name : id);
  return [name, ...folders, `${String(number).padStart(6, '0')}-${named}`].join('/');
}
