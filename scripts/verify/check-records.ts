import { type AccountFile, accountFiles } from './account-files.ts';
import { csvRows } from './csv-rows.ts';
import { instantOf, stampOf } from './date-time.ts';
import { mboxMessages } from './mbox-messages.ts';
import { cellsOf, expectedMailNote, expectedNote } from './notes.ts';
import { PackageFault } from './package-fault.ts';
import type { PackageManifest } from './package-manifest.ts';
import type { PackageZip } from './package-zip.ts';
import { ScopeJudge } from './scope-judge.ts';
import { textLines } from './text-lines.ts';

/** Reads every record of every account again and holds it against the scope. Returns how many there were. */
export async function checkRecords(zip: PackageZip, manifest: PackageManifest): Promise<number> {
  const judge = new ScopeJudge(manifest);
  const files = accountFiles(manifest.files.map(({ path }) => path));
  const listed = new Set<string>();
  const hashes = new Map(manifest.files.map(({ path, sha256 }) => [path, sha256]));
  for (const file of files) if (file.kind === 'set-aside') await checkSetAside(zip, file, judge);
  for (const file of files) {
    if (file.kind === 'table') await checkTable(zip, file, judge, hashes, listed);
    else if (file.kind === 'lines') await checkLines(zip, file, judge);
    else if (file.kind === 'mailbox') await checkMailbox(zip, file, judge);
    else if (file.kind === 'subscriber') await checkSubscriber(zip, file, judge);
  }
  const unlisted = files.find(({ kind, path }) => kind === 'listed' && !listed.has(path));
  if (unlisted) throw new PackageFault(`${unlisted.path} is in no list of its account`);
  const orphan = files.find(
    ({ kind, account }) =>
      kind === 'mail-list' && !files.some((one) => one.kind === 'mailbox' && one.account === account),
  );
  if (orphan) throw new PackageFault(`${orphan.path} lists mail that is not there`);
  return judge.total();
}

type Hashes = ReadonlyMap<string, string>;

async function checkTable(
  zip: PackageZip,
  { path, account, item }: AccountFile,
  judge: ScopeJudge,
  hashes: Hashes,
  listed: Set<string>,
): Promise<void> {
  for await (const row of csvRows(await zip.stream(path))) {
    const grant = judge.take({ account: row.account, item, id: row.id, at: row.at, folder: account });
    requireNote(path, row.noted, expectedNote(grant, new Map(Object.entries(row))));
    if (!row.path) continue;
    const target = `${path.slice(0, path.lastIndexOf('/'))}/${row.path}`;
    if (hashes.get(target) !== row.sha256)
      throw new PackageFault(`${path} lists ${row.path} as something else`);
    listed.add(target);
  }
}

async function checkLines(
  zip: PackageZip,
  { path, account, item }: AccountFile,
  judge: ScopeJudge,
): Promise<void> {
  for await (const line of textLines(await zip.stream(path))) {
    const record = JSON.parse(Buffer.from(line, 'latin1').toString('utf8'));
    if (record?.item !== item) throw new PackageFault(`${path} has a record of another item`);
    const grant = judge.take({
      account: record.account,
      item,
      id: record.id,
      at: record.at,
      folder: account,
    });
    if (record.at !== null) requireNote(path, record.noted, expectedNote(grant, cellsOf(record.fields)));
  }
}

async function checkMailbox(
  zip: PackageZip,
  { path, account }: AccountFile,
  judge: ScopeJudge,
): Promise<void> {
  const list = csvRows(await zip.stream(path.replace(/mbox$/, 'csv')));
  for await (const message of mboxMessages(await zip.stream(path))) {
    const { value: row, done } = await list.next();
    if (done) throw new PackageFault(`${path} has mail that its list does not have`);
    const claim = { account: row.account, item: 'content.mail', id: row.id, at: row.at, folder: account };
    const grant = judge.take(claim);
    if (Math.floor(instantOf(row.at) / 1000) * 1000 !== message.at)
      throw new PackageFault(`${path} and its list differ in a date`);
    if (row.exact === 'yes' && row.sha256 !== message.sha256 && row.sha256 !== message.sha256Unended)
      throw new PackageFault(`${path} has a message that is not the one in its list`);
    if (row.stamped && stampOf(row.stamped) !== message.stamped)
      throw new PackageFault(`${path} has a message that says another time than its list`);
    requireNote(path, row.noted, expectedMailNote(grant, message.stamped));
  }
  if (!(await list.next()).done) throw new PackageFault(`${path} lacks mail that its list has`);
}

async function checkSubscriber(
  zip: PackageZip,
  { path, account }: AccountFile,
  judge: ScopeJudge,
): Promise<void> {
  const { account: named, ...facts } = JSON.parse((await zip.bytes(path)).toString('utf8'));
  for (const item of Object.keys(facts))
    judge.take({ account: named, item, id: item, at: null, folder: account });
}

async function checkSetAside(
  zip: PackageZip,
  { path, account }: AccountFile,
  judge: ScopeJudge,
): Promise<void> {
  for await (const row of csvRows(await zip.stream(path))) {
    const { item = '', id, at, reason = '' } = row;
    judge.setAside({ account: row.account, item, id, at, folder: account, reason });
  }
}

/** A record that tells of a time outside the period says so in its note, and no other one does. */
function requireNote(path: string, found: unknown, expected: string): void {
  if ((found ?? '') === expected) return;
  throw new PackageFault(
    expected === ''
      ? `${path} notes of a record what it does not say`
      : `${path} has a record that says itself what is not noted (${expected})`,
  );
}
