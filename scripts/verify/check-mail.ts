import type { AccountFile } from './account-files.ts';
import { csvRows } from './csv-rows.ts';
import { instantOf, stampOf } from './date-time.ts';
import { type MboxMessage, mboxMessages } from './mbox-messages.ts';
import { expectedMailNote } from './notes.ts';
import { PackageFault } from './package-fault.ts';
import type { PackageZip } from './package-zip.ts';
import type { RecordFaults } from './record-faults.ts';
import { requireNote } from './require-note.ts';
import type { ScopeJudge } from './scope-judge.ts';

export type Given = {
  judge: ScopeJudge;
  found: RecordFaults;
  files: readonly AccountFile[];
  hashes: ReadonlyMap<string, string>;
  /** Files that a table of their account lists are added to it. */
  listed: Set<string>;
};

/**
 * Mail of an account of a bag: its list, its mailboxes and its messages say the same, each message once in each.
 * @throws PackageFault where the list or a mailbox breaks off
 */
export async function checkMail(
  zip: PackageZip,
  { path, account }: AccountFile,
  { judge, found, files, hashes, listed }: Given,
): Promise<void> {
  const folder = path.slice(0, path.lastIndexOf('mail/'));
  const inOrder = (kind: AccountFile['kind']) =>
    files
      .filter((one) => one.kind === kind && one.path.startsWith(folder))
      .map((one) => one.path)
      .sort((a, b) => numberOf(a) - numberOf(b));
  const lists = inOrder('mail-list');
  // All lists of an account are one, which is read with the first.
  if (lists[0] !== path) return;
  const messages = allMessages(zip, inOrder('mailbox'));
  for await (const { list, row } of allRows(zip, lists)) {
    const { value, done } = await messages.next();
    if (done) throw new PackageFault('it lists mail that is in no mailbox', { rule: 'record-list' });
    const { mailbox, position, message } = value;
    found.record(list, () => {
      if (`${folder}${row.mailbox}` !== mailbox || row.position !== String(position))
        throw new PackageFault('it lists a message in another place than it is', { rule: 'record-list' });
      const file = `${folder}${row.file}`;
      if (hashes.get(file) !== row.sha256)
        throw new PackageFault(`it lists ${row.file} as something else`, { rule: 'record-list' });
      if (listed.has(file)) throw new PackageFault(`it lists ${row.file} twice`, { rule: 'record-list' });
      listed.add(file);
    });
    found.record(mailbox, () => checkMessage(row, message, { judge, account }));
  }
  if (!(await messages.next()).done)
    throw new PackageFault('it lacks mail that a mailbox has', { rule: 'record-list' });
}

type Judged = { judge: ScopeJudge; account: string };

/** A message of a mailbox is the one of its row, and within the scope. @throws PackageFault for any other */
export function checkMessage(
  row: Record<string, string>,
  message: MboxMessage,
  { judge, account }: Judged,
): void {
  const claim = { account: row.account, item: 'content.mail', id: row.id, at: row.at, folder: account };
  const grant = judge.take(claim);
  if (Math.floor(instantOf(row.at) / 1000) * 1000 !== message.at)
    throw new PackageFault('it and its list differ in a date', { rule: 'record-list' });
  if (row.exact === 'yes' && !message.isOf(row.sha256, row.size))
    throw new PackageFault('it has a message that is not the one in its list', { rule: 'record-list' });
  if (row.stamped && stampOf(row.stamped) !== message.stamped)
    throw new PackageFault('it has a message that says another time than its list', { rule: 'record-list' });
  requireNote(row.noted, expectedMailNote(grant, message.stamped));
}

type Placed = { mailbox: string; position: number; message: MboxMessage };

async function* allMessages(
  zip: PackageZip,
  mailboxes: readonly string[],
): AsyncGenerator<Placed, undefined> {
  for (const mailbox of mailboxes) {
    let position = 0;
    for await (const message of mboxMessages(zip.stream(mailbox))) {
      position += 1;
      yield { mailbox, position, message };
    }
  }
  return undefined;
}

async function* allRows(zip: PackageZip, lists: readonly string[]) {
  for (const list of lists) for await (const row of csvRows(zip.stream(list))) yield { list, row };
}

/** `mail.mbox` is the first, `mail~2.mbox` the second, which format 3 called `mail-2.mbox`. */
const numberOf = (path: string) => Number(/[-~](\d+)\.[a-z]+$/.exec(path)?.[1] ?? 1);
