import type { ChangedRecord } from '../ledger/parts/harvest.part.ts';
import { csvHead, csvLine } from './csv.ts';
import type { DraftFile } from './draft-file.ts';
import type { PackageEntry } from './package-entry.ts';

export type ChangesSink = ReturnType<typeof changesSink>;

/** The list of an account's records that the provider no longer has as they are in the package. */
export function changesSink(file: DraftFile) {
  return {
    add: ({
      account,
      service,
      item,
      id,
      at,
      change,
    }: ChangedRecord & { account: string; service: string }): Promise<void> | undefined => {
      if (file.size === 0) file.write(csvHead(['account', 'service', 'item', 'id', 'at', 'change']));
      return file.write(csvLine([account, service, item, id, at, change]));
    },
    finish: async (): Promise<PackageEntry[]> => (file.size === 0 ? [] : [await file.finish()]),
  };
}
