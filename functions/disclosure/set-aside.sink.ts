import { csvHead, csvLine } from './csv.ts';
import type { DraftFile } from './draft-file.ts';
import type { PackageEntry } from './package-entry.ts';

/** What is known of a record that stays behind. Of a line that cannot be read, nothing is. */
export type SetAsideRow = {
  account: string;
  service: string;
  item?: string;
  id?: string;
  at?: string | null;
  reason: string;
};

export type SetAsideSink = ReturnType<typeof setAsideSink>;

/** The list of an account's records that are not in the package, and why. */
export function setAsideSink(file: DraftFile) {
  return {
    add: ({
      account,
      service,
      item = '',
      id = '',
      at = null,
      reason,
    }: SetAsideRow): Promise<void> | undefined => {
      if (file.size === 0) file.write(csvHead(['account', 'service', 'item', 'id', 'at', 'reason']));
      return file.write(csvLine([account, service, item, id, at, reason]));
    },
    finish: async (): Promise<PackageEntry[]> => (file.size === 0 ? [] : [await file.finish()]),
  };
}
