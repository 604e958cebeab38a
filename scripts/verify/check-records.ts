import { type AccountFile, accountFiles } from './account-files.ts';
import { csvRows } from './csv-rows.ts';
import { mboxMessages } from './mbox-messages.ts';
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
    judge.take({ account: row.account, item, at: row.at, folder: account });
    for (const name of ['date', 'sentAt', 'start', 'modified', 'accessed'])
      if (row[name]) judge.corroborate(account, item, Date.parse(row[name]));
    if (!row.path) continue;
    const target = `accounts/${account}/${row.path}`;
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
    judge.take({ account: record.account, item, at: record.at, folder: account });
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
    judge.take({ account: row.account, item: 'content.mail', at: row.at, folder: account });
    if (Math.floor(Date.parse(row.at ?? '') / 1000) * 1000 !== message.at)
      throw new PackageFault(`${path} and its list differ in a date`);
    if (row.exact === 'yes' && row.sha256 !== message.sha256 && row.sha256 !== message.sha256Unended)
      throw new PackageFault(`${path} has a message that is not the one in its list`);
    if (message.stamped !== undefined) judge.corroborate(account, 'content.mail', message.stamped);
  }
  if (!(await list.next()).done) throw new PackageFault(`${path} lacks mail that its list has`);
}

async function checkSubscriber(
  zip: PackageZip,
  { path, account }: AccountFile,
  judge: ScopeJudge,
): Promise<void> {
  const { account: named, ...facts } = JSON.parse((await zip.bytes(path)).toString('utf8'));
  for (const item of Object.keys(facts)) judge.take({ account: named, item, at: null, folder: account });
}
