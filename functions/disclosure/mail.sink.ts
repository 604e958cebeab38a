import { tap } from '../retrieval/tap.ts';
import { InconsistentState } from '../shared/faults.ts';
import type { AccountSink, SinkContext } from './account-sink.ts';
import { csvHead, csvLine } from './csv.ts';
import type { DraftFile } from './draft-file.ts';
import { MailEvidence } from './mail-evidence.ts';
import { fromLine, mboxrdBody, mostOf } from './mbox.ts';
import type { PackageEntry } from './package-entry.ts';
import { mailNote } from './stamps.ts';
import { MAX_FILE_BYTES } from './zip-headers.ts';

const COLUMNS = [
  'account',
  'id',
  'at',
  'mailbox',
  'position',
  'file',
  'sha256',
  'size',
  'exact',
  'stamped',
  'noted',
];

/**
 * Every message as it is, mailboxes that mail readers open, and an index of them that binds every message to the hash of
 * its own bytes, and tells when each says itself that it came.
 */
export function mailSink(
  { draft, periods, noted, blobEntry }: SinkContext,
  mailboxBytes = MAX_FILE_BYTES,
): AccountSink {
  const index = draft('mail/mail.csv');
  const entries: PackageEntry[] = [];
  let [messages, mailboxes, position] = [0, 0, 0];
  let mailbox: DraftFile | undefined;

  /** The mailbox that has room for a message. */
  const roomFor = async (size: number): Promise<DraftFile> => {
    if (mailbox && mailbox.size + mostOf(size) <= mailboxBytes) return mailbox;
    if (mailbox) entries.push(await mailbox.finish());
    [mailboxes, position] = [mailboxes + 1, 0];
    mailbox = draft(mailboxName(mailboxes));
    return mailbox;
  };

  return {
    add: async (record, content) => {
      const { account, id, at, fields, blob } = record;
      if (!blob || !content || at === null)
        throw new InconsistentState('mail without bytes or without an instant');
      const into = await roomFor(blob.size);
      [messages, position] = [messages + 1, position + 1];
      const file = `mail/messages/${String(messages).padStart(6, '0')}.eml`;
      const entry = blobEntry(file, record);
      const [outcome, evidence] = [{ isExact: true }, new MailEvidence()];
      into.write(fromLine(typeof fields.from === 'string' ? fields.from : '', at));
      const message = tap(entry.seen(content), (chunk) => evidence.take(chunk));
      for await (const chunk of mboxrdBody(message, outcome)) await into.write(chunk);
      entries.push(entry.finish());
      const exact = outcome.isExact ? 'yes' : 'no';
      const stamped = evidence.instant();
      const note = mailNote(stamped, periods);
      if (note !== '') noted();
      const said = stamped === undefined ? null : new Date(stamped).toISOString();
      const where = [mailboxName(mailboxes), position, file];
      if (messages === 1) index.write(csvHead(COLUMNS));
      await index.write(csvLine([account, id, at, ...where, blob.sha256, blob.size, exact, said, note]));
    },
    finish: async () => [...entries, ...(mailbox ? [await mailbox.finish(), await index.finish()] : [])],
  };
}

const mailboxName = (number: number) => `mail/mail${number > 1 ? `-${number}` : ''}.mbox`;
