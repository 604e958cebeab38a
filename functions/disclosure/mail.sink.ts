import { Spool } from '../retrieval/spool.ts';
import { InconsistentState } from '../shared/faults.ts';
import type { AccountSink, SinkContext } from './account-sink.ts';
import { csvLine } from './csv.ts';
import { fromLine, mboxrdBody } from './mbox.ts';
import { spooledEntry } from './package-entry.ts';

const COLUMNS = ['account', 'id', 'at', 'position', 'sha256', 'size', 'exact'];

/** A mailbox that mail readers open, and an index of it that binds every message to the hash of its own bytes. */
export function mailSink({ account, folder, openBlob }: SinkContext): AccountSink {
  const mailbox = new Spool(0);
  const index = new Spool(0);
  let position = 0;
  return {
    add: async ({ id, at, fields, blob }) => {
      if (!blob || at === null) throw new InconsistentState('mail without bytes or without an instant');
      if (position === 0) await index.write(csvLine(COLUMNS));
      const outcome = { isExact: true };
      await mailbox.write(fromLine(typeof fields.from === 'string' ? fields.from : '', at));
      for await (const chunk of mboxrdBody(await openBlob(blob.sha256), outcome)) await mailbox.write(chunk);
      position += 1;
      const exact = outcome.isExact ? 'yes' : 'no';
      await index.write(csvLine([account, id, at, position, blob.sha256, blob.size, exact]));
    },
    finish: async () =>
      position === 0
        ? []
        : [
            spooledEntry(`${folder}mail.mbox`, await mailbox.finish()),
            spooledEntry(`${folder}mail.csv`, await index.finish()),
          ],
    abandon: async () => {
      await mailbox.abandon();
      await index.abandon();
    },
  };
}
