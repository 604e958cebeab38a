import { Spool } from '../retrieval/spool.ts';
import type { SinkContext } from './account-sink.ts';
import { csvLine } from './csv.ts';
import { type PackageEntry, spooledEntry } from './package-entry.ts';

/** What is known of a record that stays behind. Of a line that cannot be read, nothing is. */
export type SetAsideRow = { service: string; item?: string; id?: string; at?: string | null; reason: string };

export type SetAsideSink = ReturnType<typeof setAsideSink>;

/** The list of an account's records that are not in the package, and why. */
export function setAsideSink({ account, folder }: Pick<SinkContext, 'account' | 'folder'>) {
  const file = new Spool();
  let isEmpty = true;
  return {
    add: async ({ service, item = '', id = '', at = null, reason }: SetAsideRow): Promise<void> => {
      if (isEmpty) await file.write(csvLine(['account', 'service', 'item', 'id', 'at', 'reason']));
      isEmpty = false;
      await file.write(csvLine([account, service, item, id, at, reason]));
    },
    finish: async (): Promise<PackageEntry[]> =>
      isEmpty ? [] : [spooledEntry(`${folder}set-aside.csv`, await file.finish())],
    abandon: () => file.abandon(),
  };
}
