import type { HarvestRecord } from '../ledger/parts/harvest.part.ts';
import { Spool } from '../retrieval/spool.ts';
import type { AccountSink, SinkContext } from './account-sink.ts';
import { cellOf } from './cell-of.ts';
import { csvLine } from './csv.ts';
import { type PackageEntry, spooledEntry } from './package-entry.ts';
import { safeName } from './safe-name.ts';
import { noteOf } from './stamps.ts';

/** Files as they are, under names that are safe and unlike each other, and a list of them. */
export function filesSink(
  { account, folder, periods, noted, openBlob }: SinkContext,
  name: string,
  fields: readonly string[],
): AccountSink {
  const list = new Spool(0);
  const entries: PackageEntry[] = [];
  let rows = 0;
  return {
    add: async (record) => {
      if (rows === 0)
        await list.write(csvLine(['account', 'id', 'at', ...fields, 'path', 'sha256', 'noted']));
      rows += 1;
      const path = `${name}/${String(rows).padStart(6, '0')}-${safeName(nameOf(record))}`;
      const { blob } = record;
      if (blob) entries.push(blobEntry(`${folder}${path}`, blob, openBlob));
      const cells = fields.map((one) => cellOf(record.fields[one]));
      const where = blob ? [path, blob.sha256] : [null, null];
      const note = noteOf(record, periods);
      if (note !== '') noted();
      await list.write(csvLine([account, record.id, record.at, ...cells, ...where, note]));
    },
    finish: async () =>
      rows === 0 ? [] : [...entries, spooledEntry(`${folder}${name}.csv`, await list.finish())],
    abandon: () => list.abandon(),
  };
}

const nameOf = ({ id, fields }: HarvestRecord) => (typeof fields.name === 'string' ? fields.name : id);

const blobEntry = (
  path: string,
  { sha256, size }: { sha256: string; size: number },
  openBlob: SinkContext['openBlob'],
): PackageEntry => ({ path, sha256, size, open: () => openBlob(sha256), discard: async () => undefined });
