import type { ChangedRecord } from '../ledger/parts/harvest.part.ts';
import type { SinkContext } from './account-sink.ts';
import { csvHead, csvLine } from './csv.ts';
import type { PackageEntry } from './package-entry.ts';

export type ChangesSink = ReturnType<typeof changesSink>;

/** The list of an account's records that the provider no longer has as they are in the package. */
export function changesSink({ draft }: Pick<SinkContext, 'draft'>) {
  const { file } = draft('changes.csv');
  file.write(csvHead(['account', 'service', 'item', 'id', 'at', 'change']));
  return {
    add: ({
      account,
      service,
      item,
      id,
      at,
      change,
    }: ChangedRecord & { account: string; service: string }): Promise<void> | undefined =>
      file.write(csvLine([account, service, item, id, at, change])),
    finish: async (): Promise<PackageEntry[]> => [await file.finish()],
  };
}
