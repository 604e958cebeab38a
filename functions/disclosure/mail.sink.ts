import { InconsistentState } from '../shared/faults.ts';
import type { AccountSink, Draft, SinkContext } from './account-sink.ts';
import { cellOf } from './cell-of.ts';
import { columnsOf, csvHead, csvLine } from './csv.ts';
import { MailEvidence } from './mail-evidence.ts';
import { fromLine, MboxrdBody, mostOf } from './mbox.ts';
import type { PackageEntry } from './package-entry.ts';
import { mailNote } from './stamps.ts';
import { MAX_FILE_BYTES } from './zip-headers.ts';

const BEFORE = ['account', 'id', 'at'];
const BEHIND = ['mailbox', 'position', 'file', 'sha256', 'size', 'exact', 'stamped', 'noted'];

/**
 * Every message as it is, mailboxes that mail readers open, and an index of them that binds every message to the hash of
 * its own bytes, has what else the provider tells of it, such as folders and labels, and tells when each says itself that it
 * came.
 */
export function mailSink(
  { draft, next, periods, noted, packBlob }: SinkContext,
  fields: readonly string[],
): AccountSink {
  const index = draft('mail/mail.csv').file;
  const entries: PackageEntry[] = [];
  const body = new MboxrdBody();
  let position = 0;
  let mailbox: Draft | undefined;

  /** The mailbox that has room for a message. */
  const roomFor = async (size: number): Promise<Draft> => {
    if (mailbox && mailbox.file.size + mostOf(size) <= MAX_FILE_BYTES) return mailbox;
    if (mailbox) entries.push(await mailbox.file.finish());
    position = 0;
    mailbox = draft('mail/mail.mbox');
    return mailbox;
  };

  return {
    add: async (record, bytes) => {
      const { account, id, at, blob } = record;
      if (!blob || !bytes || at === null)
        throw new InconsistentState('mail without bytes or without an instant');
      const into = await roomFor(blob.size);
      position += 1;
      const path = `mail/messages/${String(next('mail/messages')).padStart(6, '0')}.eml`;
      const evidence = new MailEvidence();
      await into.file.write(fromLine(typeof record.fields.from === 'string' ? record.fields.from : '', at));
      await packBlob(path, record, bytes, (chunk) => {
        evidence.take(chunk);
        return into.file.write(body.take(chunk));
      });
      const { end, isExact } = body.finish();
      await into.file.write(end);
      const exact = isExact ? 'yes' : 'no';
      const stamped = evidence.instant();
      const note = mailNote(stamped, periods);
      if (note !== '') noted();
      const said = stamped === undefined ? null : new Date(stamped).toISOString();
      const cells = fields.map((one) => cellOf(record.fields[one]));
      const where = [into.name, position, path];
      if (index.size === 0) index.write(csvHead(columnsOf(BEFORE, fields, BEHIND)));
      await index.write(
        csvLine([account, id, at, ...cells, ...where, blob.sha256, blob.size, exact, said, note]),
      );
    },
    finish: async () => [...entries, ...(mailbox ? [await mailbox.file.finish(), await index.finish()] : [])],
  };
}
