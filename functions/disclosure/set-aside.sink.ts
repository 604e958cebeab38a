import type { SinkContext } from './account-sink.ts';
import { csvHead, csvLine } from './csv.ts';
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
export function setAsideSink({ draft }: Pick<SinkContext, 'draft'>) {
  const { file } = draft('set-aside.csv');
  file.write(csvHead(['account', 'service', 'item', 'id', 'at', 'reason']));
  return {
    add: ({
      account,
      service,
      item = '',
      id = '',
      at = null,
      reason,
    }: SetAsideRow): Promise<void> | undefined =>
      file.write(csvLine([account, service, item, id, at, reason])),
    finish: async (): Promise<PackageEntry[]> => [await file.finish()],
  };
}
