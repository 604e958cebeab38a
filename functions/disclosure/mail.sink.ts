import { createHash } from 'node:crypto';
import { Spool } from '../retrieval/spool.ts';
import { tap } from '../retrieval/tap.ts';
import { InconsistentState } from '../shared/faults.ts';
import type { AccountSink, SinkContext } from './account-sink.ts';
import { csvLine } from './csv.ts';
import { MailEvidence } from './mail-evidence.ts';
import { fromLine, mboxrdBody } from './mbox.ts';
import { spooledEntry } from './package-entry.ts';
import { mailNote } from './stamps.ts';

const COLUMNS = ['account', 'id', 'at', 'position', 'sha256', 'size', 'exact', 'stamped', 'noted'];

/**
 * A mailbox that mail readers open, and an index of it that binds every message to the hash of its own bytes, and tells
 * when each says itself that it came.
 */
export function mailSink({ account, folder, periods, noted, openBlob }: SinkContext): AccountSink {
  const mailbox = new Spool(0);
  const index = new Spool(0);
  let position = 0;
  return {
    add: async ({ id, at, fields, blob }) => {
      if (!blob || at === null) throw new InconsistentState('mail without bytes or without an instant');
      if (position === 0) await index.write(csvLine(COLUMNS));
      const outcome = { isExact: true };
      await mailbox.write(fromLine(typeof fields.from === 'string' ? fields.from : '', at));
      const evidence = new MailEvidence();
      const hash = createHash('sha256');
      const message = tap(await openBlob(blob.sha256), (chunk) => {
        hash.update(chunk);
        evidence.take(chunk);
      });
      for await (const chunk of mboxrdBody(message, outcome)) await mailbox.write(chunk);
      if (hash.digest('hex') !== blob.sha256)
        throw new InconsistentState('a message changed since it was checked');
      position += 1;
      const exact = outcome.isExact ? 'yes' : 'no';
      const stamped = evidence.instant();
      const note = mailNote(stamped, periods);
      if (note !== '') noted();
      const said = stamped === undefined ? null : new Date(stamped).toISOString();
      await index.write(csvLine([account, id, at, position, blob.sha256, blob.size, exact, said, note]));
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
