import { type AccountFile, accountFiles } from './account-files.ts';
import { checkMail, checkMessage, type Given } from './check-mail.ts';
import { csvRows } from './csv-rows.ts';
import type { Faults } from './faults.ts';
import { mboxMessages } from './mbox-messages.ts';
import { cellsOf, expectedNote } from './notes.ts';
import { PackageFault } from './package-fault.ts';
import type { PackageManifest } from './package-manifest.ts';
import type { PackageZip } from './package-zip.ts';
import { RecordFaults } from './record-faults.ts';
import { requireNote } from './require-note.ts';
import { ScopeJudge } from './scope-judge.ts';
import { textLines } from './text-lines.ts';

/** What is said of the package, and of each of its files. */
type Said = Omit<PackageManifest, 'files'> & { files: readonly { path: string; sha256: string }[] };

/** Reads every record of every account and holds it against the scope. Returns how many there were. */
export async function checkRecords(zip: PackageZip, manifest: Said, faults: Faults): Promise<number> {
  const judge = new ScopeJudge(manifest, faults);
  const files = accountFiles(manifest.files.map(({ path }) => path));
  const hashes = new Map(manifest.files.map(({ path, sha256 }) => [path, sha256]));
  const found = new RecordFaults(faults);
  const given: Given = { judge, found, files, hashes, listed: new Set() };
  const setAside = files.filter(({ kind }) => kind === 'set-aside');
  for (const file of [...setAside, ...files.filter((one) => !setAside.includes(one))]) {
    const check = checkOf(file, zip.isBag);
    if (check) await found.file(file.path, () => check(zip, file, given));
  }
  for (const { kind, path } of files)
    if (kind === 'listed' && !given.listed.has(path))
      found.add('list', path, 'it is in no list of its account');
  checkLists(files, found);
  return judge.total(faults);
}

type Check = (zip: PackageZip, file: AccountFile, given: Given) => Promise<void>;

/** Mail of a bag is read by its list, and that of an earlier format by its mailbox. */
function checkOf({ kind }: AccountFile, isBag: boolean): Check | undefined {
  if (kind === 'mailbox') return isBag ? undefined : checkMailbox;
  if (kind === 'mail-list') return isBag ? checkMail : undefined;
  if (kind === 'listed') return undefined;
  return CHECKS[kind];
}

const CHECKS = {
  table: checkTable,
  lines: checkLines,
  subscriber: checkSubscriber,
  'set-aside': checkSetAside,
  changes: checkChanges,
};

function checkLists(files: readonly AccountFile[], found: RecordFaults): void {
  const [mailboxes, lists] = [new Set<string>(), new Set<string>()];
  const keyOf = ({ account, path }: AccountFile) => `${account} ${path.slice(0, path.lastIndexOf('/'))}`;
  for (const file of files) {
    if (file.kind === 'mailbox') mailboxes.add(keyOf(file));
    if (file.kind === 'mail-list') lists.add(keyOf(file));
  }
  for (const file of files) {
    if (file.kind === 'mailbox' && !lists.has(keyOf(file)))
      found.add('list', file.path, 'it has mail that no list has');
    if (file.kind === 'mail-list' && !mailboxes.has(keyOf(file)))
      found.add('list', file.path, 'it lists mail that is not there');
  }
}

async function checkTable(
  zip: PackageZip,
  { path, account, item }: AccountFile,
  { judge, found, hashes, listed }: Given,
): Promise<void> {
  for await (const row of csvRows(zip.stream(path)))
    found.record(path, () => {
      if (row.path) {
        const target = `${path.slice(0, path.lastIndexOf('/'))}/${row.path}`;
        if (hashes.get(target) !== row.sha256)
          throw new PackageFault(`it lists ${row.path} as something else`, { rule: 'record-list' });
        listed.add(target);
      }
      const grant = judge.take({ account: row.account, item, id: row.id, at: row.at, folder: account });
      requireNote(row.noted, expectedNote(grant, new Map(Object.entries(row))));
    });
}

async function checkLines(
  zip: PackageZip,
  { path, account, item }: AccountFile,
  { judge, found }: Given,
): Promise<void> {
  for await (const line of textLines(zip.stream(path)))
    found.record(path, () => {
      const record = JSON.parse(Buffer.from(line, 'latin1').toString('utf8'));
      if (record?.item !== item)
        throw new PackageFault('it has a record of another item', { rule: 'record-scope' });
      const { id, at } = record;
      const grant = judge.take({ account: record.account, item, id, at, folder: account });
      if (at !== null) requireNote(record.noted, expectedNote(grant, cellsOf(record.fields)));
    });
}

async function checkMailbox(
  zip: PackageZip,
  { path, account }: AccountFile,
  { judge, found }: Given,
): Promise<void> {
  const list = csvRows(zip.stream(path.replace(/mbox$/, 'csv')));
  for await (const message of mboxMessages(zip.stream(path))) {
    const { value: row, done } = await list.next();
    if (done) throw new PackageFault('it has mail that its list does not have', { rule: 'record-list' });
    found.record(path, () => checkMessage(row, message, { judge, account }));
  }
  if (!(await list.next()).done)
    throw new PackageFault('it lacks mail that its list has', { rule: 'record-list' });
}

async function checkSubscriber(
  zip: PackageZip,
  { path, account }: AccountFile,
  { judge, found }: Given,
): Promise<void> {
  const { account: named, ...facts } = JSON.parse((await zip.bytes(path)).toString('utf8'));
  for (const item of Object.keys(facts))
    found.record(path, () => {
      judge.take({ account: named, item, id: item, at: null, folder: account });
    });
}

async function checkSetAside(
  zip: PackageZip,
  { path, account }: AccountFile,
  { judge, found }: Given,
): Promise<void> {
  for await (const row of csvRows(zip.stream(path)))
    found.record(path, () => {
      const { item = '', id, at, reason = '' } = row;
      judge.setAside({ account: row.account, item, id, at, folder: account, reason });
    });
}

/** What is listed is of the scope, and as much as is said of it. */
async function checkChanges(
  zip: PackageZip,
  { path, account }: AccountFile,
  { judge, found }: Given,
): Promise<void> {
  for await (const row of csvRows(zip.stream(path)))
    found.record(path, () => {
      const { item = '', id, at, change = '' } = row;
      judge.changed({ account: row.account, item, id, at, folder: account, change });
    });
}
