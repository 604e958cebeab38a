import { readFileSync } from 'node:fs';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { viewForAgent } from '../../functions/desk/agent-view.ts';
import { viewDemand } from '../../functions/desk/demand-view.ts';
import { readDemandRoute } from '../../functions/desk/read-demand.route.ts';
import { DISCLOSURE } from '../../functions/ledger/parts/disclosure.part.ts';
import { givenKey } from '../../scripts/verify/trusted-key.ts';
import type { Verified } from '../../scripts/verify/verify-file.ts';
import { verifyPackage } from '../../scripts/verify/verify-package.ts';
import { answerOf } from '../kit/answers.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { check, type Desk, fileApproved, openDesk, retrieve } from '../retrieval/approved-demand.ts';
import { demandOf, determinationOf, reviewOf } from '../retrieval/builders.ts';
import { openSampleStores } from '../retrieval/sample-stores.ts';
import { law } from '../validity/law.ts';
import { ODD_MAIL } from './odd-mail.ts';
import { packageFiles } from './package-files.ts';
import { ALL, type Sealing, sealed, sealingOf, YEAR } from './sealed-demand.ts';

const AT = '2026-03-02T10:00:00.000Z';

let engine: Engine;
let desk: Desk;
let sealing: Sealing;
let accounts = 0;

beforeAll(async () => {
  engine = await startEngine();
  desk = await openDesk(engine, await openSampleStores(engine, NONE));
  sealing = sealingOf(desk);
});
afterAll(() => engine.stop());

const NONE = { accounts: 1, mail: 0, messages: 0, calls: 0, recordings: 0, files: 0, sessions: 0 };

type Row = Record<string, unknown>;
type Store = 'Mail' | 'Messages' | 'Calls' | 'Files' | 'Sessions' | 'Subscribers';

/** A new account with the rows that a test gives it. */
function openAccount() {
  accounts += 1;
  const account = `acct-odd-${accounts}`;
  const { names, buckets } = desk.stores;
  return {
    account,
    put: (store: Store, row: Row) =>
      engine.documents.send(new PutCommand({ TableName: names[`${store}Table`], Item: { account, ...row } })),
    object: (bucket: 'mail' | 'files', name: string, bytes: Buffer) => {
      buckets[bucket].objects.set(`${account}/${name}`, bytes);
      return `${account}/${name}`;
    },
    mail: async (id: string, bytes: Buffer | undefined, row: Row = {}) => {
      const key = `${account}/${id}.eml`;
      if (bytes) buckets.mail.objects.set(key, bytes);
      const item = { account, entry: `${AT}#${id}`, id, key, from: 'robin@example.org', ...row };
      await engine.documents.send(new PutCommand({ TableName: names.MailTable, Item: item }));
    },
  };
}

type Package = Verified & { demandId: string; files: Map<string, string>; bytesOf(name: string): Buffer };

/** Everything of an account as a package that its own verifier calls good. */
async function packageOf(
  account: string,
  items = ALL,
  period = YEAR,
  others: string[] = [],
): Promise<Package> {
  const demandId = await fileApproved(desk, {
    record: { demand: demandOf({ data: items, period }) },
    determination: determinationOf({
      authorised: items,
      accounts: [account, ...others].map((one) => ({
        target: 0,
        account: one,
        customer: 'consumer' as const,
      })),
    }),
    review: reviewOf({ items, period }),
  });
  await retrieve(desk, demandId);
  await check(desk, demandId);
  const { path } = await sealed(desk, sealing, demandId);
  const verified = await verifyPackage(path, { keys: [givenKey(sealing.signer.pem)] });
  const all = await packageFiles(readFileSync(path));
  const bytes = new Map([...all].map(([name, one]) => [name.replace(`data/accounts/${account}/`, ''), one]));
  const files = new Map([...bytes].map(([name, content]) => [name, content.toString()]));
  return { ...verified, demandId, files, bytesOf: (name) => bytes.get(name) ?? Buffer.alloc(0) };
}

const rowsOf = ({ files }: Package, name: string) => (files.get(name) ?? '').split('\r\n').slice(1, -1);
const letter = (...lines: string[]) => Buffer.from(lines.join('\r\n'), 'latin1');

/** Messages as `mailbox.mbox` of Python takes them out: between lines that begin with `From `, without the blank line. */
function messagesOf(mailbox: Buffer): string[] {
  const text = mailbox.toString('latin1');
  return text
    .split(/(?:^|(?<=\n))From [^\n]*\n/)
    .slice(1)
    .map((one) => one.replace(/\n$/, ''));
}

describe('odd mail', () => {
  it('is sealed, verified, and taken out of the mailbox again', async () => {
    const { account, mail } = openAccount();
    const odd = Object.values(ODD_MAIL);
    for (const [index, { bytes }] of odd.entries()) await mail(`m${String(index).padStart(3, '0')}`, bytes);
    const found = await packageOf(account, ['content.mail']);
    expect(found.records).toBe(odd.length);
    expect(found.manifest.setAside).toEqual([]);
    const back = messagesOf(found.bytesOf('mail/mail.mbox')).map((one) =>
      one.replaceAll(/^>(>*From )/gm, '$1'),
    );
    expect(back).toHaveLength(odd.length);
    for (const [index, { bytes }] of odd.entries()) {
      const text = bytes.toString('latin1').replaceAll('\r\n', '\n');
      expect(back[index] === text || back[index] === `${text}\n`).toBe(true);
    }
    const rows = rowsOf(found, 'mail/mail.csv');
    for (const [index, { stamped }] of odd.entries()) {
      const note = stamped === undefined || stamped.startsWith('2026') ? '' : 'stamped: outside the period';
      expect(rows[index]).toMatch(new RegExp(`,${stamped === undefined ? '' : `"${stamped}"`},"${note}"$`));
    }
  });

  it('is disclosed by the instant of its arrival, whatever its sender says, and the contradiction is noted', async () => {
    const { account, mail } = openAccount();
    await mail(
      'm1',
      letter('Date: Sat, 01 Jan 2000 00:00:12 +0000', 'From: casey@example.com', '', 'hi', ''),
    );
    const found = await packageOf(account, ['content.mail']);
    expect(rowsOf(found, 'mail/mail.csv')[0]).toMatch(
      /"2000-01-01T00:00:12.000Z","stamped: outside the period"$/,
    );
    const part = await sealing.store.part(found.demandId, DISCLOSURE());
    expect(part).toMatchObject({ noted: 1, setAside: [] });
  });

  it('without what headers mostly have is a row with empty cells', async () => {
    const { account, mail } = openAccount();
    await mail('m1', letter('', 'hi'), { from: null });
    await mail('m2', letter('', 'hi'), {
      to: new Set(['robin@example.org', 'casey@example.com']),
      size: '20',
    });
    await mail('m3', letter('', 'hi'), { from: undefined, to: [], date: '', size: 12345678901234567890n });
    const found = await packageOf(account, ['content.mail', 'traffic.mail-headers']);
    expect(found.records).toBe(6);
    expect(rowsOf(found, 'mail-headers.csv')).toEqual([
      `"${account}","m1","${AT}",,,,,,""`,
      `"${account}","m2","${AT}",,"robin@example.org","casey@example.com | robin@example.org",,"20",""`,
      `"${account}","m3","${AT}","",,"",,"12345678901234567890",""`,
    ]);
  });

  it('keeps the folder and the labels that its owner gave it', async () => {
    const { account, mail } = openAccount();
    await mail('m1', letter('', 'hi'), { folder: '=Bin', labels: ['work', '税務'] });
    await mail('m2', letter('', 'hi'), { folder: undefined, labels: ['a|b'] });
    const found = await packageOf(account, ['content.mail']);
    const rows = rowsOf(found, 'mail/mail.csv').map((row) => row.slice(0, row.indexOf(',"mail/')));
    expect(rows.map((row) => row.slice(row.indexOf(AT) + AT.length + 1))).toEqual([
      expect.stringContaining(`,"'=Bin","work | 税務"`),
      expect.stringMatching(/,,"\[""a\|b""\]"$/),
    ]);
  });

  it('has an id as long as a sort key', async () => {
    const { account, mail } = openAccount();
    const id = 'x'.repeat(1024 - AT.length - 1);
    await mail(id, letter('', 'hi'));
    await mail('m2', letter('', 'hi'), { id: 'y'.repeat(5000) });
    await mail('m3', letter('', 'hi'), { id: '' });
    await mail('', letter('', 'hi'), { id: 7, key: `${account}/m3.eml` });
    const found = await packageOf(account, ['content.mail']);
    expect(rowsOf(found, 'mail/mail.csv').map((row) => row.split(',')[1])).toEqual([
      '"7"',
      '"m2"',
      '"m3"',
      `"${id}"`,
    ]);
  });
});

describe('a record that cannot be had', () => {
  it('is set aside with its reason, and everything else goes out', async () => {
    const { account, mail, put } = openAccount();
    await mail('good', letter('', 'hi'));
    await mail('gone', undefined);
    await mail('keyless', undefined, { key: null });
    await put('Mail', { entry: '2026-03-02#no-time', id: 'no-time', key: `${account}/good.eml` });
    await put('Mail', { entry: '2026-02-30T10:00:00.000Z#never', id: 'never', key: `${account}/good.eml` });
    await put('Calls', { entry: `2026-03-02 10:00#2020-01-01T00:00:00.000Z#c1` });
    await put('Sessions', { entry: `${AT}#s1`, id: 's1', userAgent: new Uint8Array([1, 2]) });
    await put('Sessions', { entry: `${AT}#s2`, id: 's2', start: AT });
    const found = await packageOf(account, ['content.mail', 'sessions', 'traffic.call-records']);
    expect(found.manifest.setAside).toEqual([
      { account, item: 'content.mail', reason: 'missing', count: 2 },
      { account, item: 'content.mail', reason: 'no-instant', count: 2 },
      { account, item: 'sessions', reason: 'unreadable', count: 1 },
      { account, item: 'traffic.call-records', reason: 'no-instant', count: 1 },
    ]);
    expect(rowsOf(found, 'set-aside.csv')).toEqual([
      `"${account}","sessions","sessions","s1","${AT}","unreadable"`,
      `"${account}","mail","content.mail","never",,"no-instant"`,
      `"${account}","mail","content.mail","no-time",,"no-instant"`,
      `"${account}","mail","content.mail","gone","${AT}","missing"`,
      `"${account}","mail","content.mail","keyless","${AT}","missing"`,
      `"${account}","calls","traffic.call-records","2026-03-02 10:00#2020-01-01T00:00:00.000Z#c1",,"no-instant"`,
    ]);
    expect(found.records).toBe(2);
    expect(found.files.get('README.txt')).toContain(
      'content.mail: 2, because its bytes are not in the store',
    );
    const events = await sealing.store.events(found.demandId);
    const checked = events.find(({ action }) => action === 'harvest.checked');
    expect(checked?.detail.setAside).toEqual(
      found.manifest.setAside?.map(({ item, reason, count }) => ({ item, reason, count })),
    );
  });

  it('is told to who decides on the release, and not to the agent before that', async () => {
    const { account, mail } = openAccount();
    await mail('good', letter('Date: Sat, 01 Jan 2000 00:00:12 +0000', '', 'hi'));
    await mail('gone', undefined);
    const { demandId } = await packageOf(account, ['content.mail']);
    const record = await sealing.store.read(demandId);
    if (!record) throw new Error('no demand');
    const view = await viewDemand(record, sealing);
    expect(view.package).toEqual({
      sha256: record.packageSha256,
      setAside: [{ item: 'content.mail', reason: 'missing', count: 1 }],
      noted: 1,
    });
    expect(await viewForAgent(record, { store: sealing.store, rulebook: law })).not.toHaveProperty('package');
    answerOf(readDemandRoute, view);
  });

  it('is not called nothing', async () => {
    const { account, mail } = openAccount();
    await mail('gone', undefined);
    const found = await packageOf(account, ['content.mail', 'sessions']);
    expect(found.manifest.noneFound).toEqual([{ account, item: 'sessions' }]);
    expect(found.manifest.accounts[0]?.records).toEqual({ 'content.mail': 0, sessions: 0 });
    expect(found.files.get('README.txt')).toContain('NOTHING THAT WAS FOUND IS HERE');
    expect(found.files.get('README.txt')).not.toContain('NOTHING WAS FOUND');
  });

  it('is missing where S3 refuses to say so, even where there is no other', async () => {
    const { account, mail } = openAccount();
    await mail('gone', undefined);
    const { clients } = desk.stores;
    const message =
      'User: x is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::x" because …';
    const read = () => Promise.reject(Object.assign(new Error(message), { name: 'AccessDenied' }));
    desk.stores.clients = { ...clients, bucket: () => ({ read }) };
    const found = await packageOf(account, ['content.mail']);
    desk.stores.clients = clients;
    expect(found.manifest.setAside).toEqual([{ account, item: 'content.mail', reason: 'missing', count: 1 }]);
  });

  it.each(['ThrottlingException', 'ExpiredToken', 'NoSuchBucket'])(
    'is no odd record where the store itself fails: %s',
    async (name) => {
      const { account, mail } = openAccount();
      await mail('m1', letter('', 'hi'));
      const { clients } = desk.stores;
      const read = () => Promise.reject(Object.assign(new Error('x'), { name }));
      desk.stores.clients = { ...clients, bucket: () => ({ read }) };
      await expect(packageOf(account, ['content.mail'])).rejects.toMatchObject({ name });
      desk.stores.clients = clients;
    },
  );

  it('is set aside where the store keeps one object to itself, and is a fault where it keeps all', async () => {
    const { account, mail, object } = openAccount();
    await mail('good', letter('', 'hi'));
    object('mail', 'refused.eml', Buffer.from('x'));
    await mail('refused', undefined);
    const { clients } = desk.stores;
    const refusing = (isRefused: (key: string) => boolean) => ({
      ...clients,
      bucket: (name: string) => ({
        read: async (key: string) => {
          if (isRefused(key)) throw Object.assign(new Error('no'), { name: 'AccessDenied' });
          return clients.bucket(name).read(key);
        },
      }),
    });
    desk.stores.clients = refusing((key) => key.includes('refused'));
    const found = await packageOf(account, ['content.mail']);
    expect(found.manifest.setAside).toEqual([{ account, item: 'content.mail', reason: 'refused', count: 1 }]);
    desk.stores.clients = refusing(() => true);
    await expect(packageOf(account, ['content.mail'])).rejects.toMatchObject({ name: 'AccessDenied' });
    // The store answers of another that it is not there: so it is the one that it refuses.
    await mail('gone', undefined);
    desk.stores.clients = refusing((key) => !key.includes('gone'));
    const gone = await packageOf(account, ['content.mail']);
    expect(gone.manifest.setAside?.map(({ reason, count }) => [reason, count])).toEqual([
      ['missing', 1],
      ['refused', 2],
    ]);
    desk.stores.clients = clients;
  });

  it.each([
    ['lies in an archive', {}],
    ["is another account's", { key: 'acct-0001/x.eml' }],
  ])('is set aside where the only one %s', async (_where, row) => {
    const { account, mail } = openAccount();
    await mail('m1', undefined, row);
    const { clients } = desk.stores;
    const read = (key: string) =>
      Promise.reject(
        Object.assign(new Error('no'), { name: key.startsWith(account) ? 'InvalidObjectState' : 'Error' }),
      );
    desk.stores.clients = { ...clients, bucket: () => ({ read }) };
    const found = await packageOf(account, ['content.mail']);
    desk.stores.clients = clients;
    expect(found.manifest.setAside).toEqual([{ account, item: 'content.mail', reason: 'refused', count: 1 }]);
  });
});

describe('records of every service', () => {
  it('with their key alone are rows with empty cells', async () => {
    const { account, put, object } = openAccount();
    const key = object('files', 'f1', Buffer.from('x'));
    await put('Files', { entry: `file#${AT}#f1`, key });
    await put('Files', { entry: `access#${AT}#a1` });
    await put('Sessions', { entry: `${AT}#s1` });
    await put('Messages', { entry: `${AT}#k1` });
    await put('Calls', { entry: `${AT}#c1` });
    await put('Mail', { entry: `${AT}#m1`, key: `${account}/f1` });
    await put('Subscribers', {
      name: null,
      contact: { emails: new Set(['b@example.com', 'a@example.com']) },
    });
    desk.stores.buckets.mail.objects.set(`${account}/f1`, Buffer.from('\r\n'));
    const found = await packageOf(account);
    expect(found.manifest.setAside).toEqual([]);
    expect(rowsOf(found, 'sessions.csv')).toEqual([`"${account}","s1","${AT}",,,,,,""`]);
    expect(rowsOf(found, 'call-records.csv')).toEqual([`"${account}","c1","${AT}",,,,,,,""`]);
    expect(rowsOf(found, 'access-logs.csv')).toEqual([`"${account}","a1","${AT}",,,,,""`]);
    expect(rowsOf(found, 'message-logs.csv')).toEqual([`"${account}","k1","${AT}",,,,,""`]);
    expect(rowsOf(found, 'files.csv')[0]).toMatch(
      /"f1","[^"]+",,,,,,"files\/000001-f1","[0-9a-f]{64}","application\/octet-stream",""$/,
    );
    expect(JSON.parse(found.files.get('messages.jsonl') ?? '')).toMatchObject({
      id: 'k1',
      fields: { body: null },
    });
    expect(JSON.parse(found.files.get('subscriber.json') ?? '')).toEqual({
      account,
      'subscriber.contact': { contact: { emails: ['a@example.com', 'b@example.com'] } },
    });
  });

  it('are of the instant of their key, whatever its precision', async () => {
    const { account, put } = openAccount();
    const inside = [
      ['2026-01-01T00:00:00Z', '000'],
      ['2026-01-01T00:00:00.000000Z', '000'],
      ['2026-03-02T10:00:00Z', '000'],
      ['2026-03-02T10:00:00.5Z', '500'],
      ['2026-03-02T10:00:00.123456789Z', '123'],
      ['2026-03-31T23:59:59.999999Z', '999'],
    ] as const;
    await put('Calls', { entry: '2026-03-02T10:00:00Z', id: 'c1' });
    await put('Calls', { entry: '2026-03-02T11:00:00.000Z' });
    const outside = ['2025-12-31T23:59:59.999999Z', '2026-04-01T00:00:00Z', '2026-04-01T00:00:00.000000Z'];
    for (const [index, at] of [...inside.map(([at]) => at), ...outside].entries()) {
      await put('Sessions', { entry: `${at}#s${index}` });
      await put('Files', { entry: `access#${at}#a${index}` });
    }
    const found = await packageOf(account, ['sessions', 'traffic.access-logs', 'traffic.call-records'], {
      from: '2026-01-01',
      to: '2026-03-31',
    });
    expect(found.manifest.setAside).toEqual([]);
    expect(rowsOf(found, 'call-records.csv').map((row) => row.split(',').slice(1, 3).join())).toEqual([
      '"c1","2026-03-02T10:00:00.000Z"',
      '"2026-03-02T11:00:00.000Z","2026-03-02T11:00:00.000Z"',
    ]);
    for (const [table, letter] of [
      ['sessions.csv', 's'],
      ['access-logs.csv', 'a'],
    ] as const)
      expect(
        rowsOf(found, table)
          .map((row) => row.split(',').slice(1, 3).join())
          .sort(),
      ).toEqual(
        inside.map(([at, fraction], index) => `"${letter}${index}","${at.slice(0, 19)}.${fraction}Z"`),
      );
  });

  it('tell in a note which of their stamps contradicts the period, and which is no time', async () => {
    const { account, put } = openAccount();
    await put('Messages', { entry: `${AT}#k1`, sentAt: '2025-11-19T23:54:59.999Z', to: ['a@example.com'] });
    await put('Messages', { entry: `${AT}#k2`, sentAt: '2025-11-19T23:55:00.000Z' });
    await put('Messages', { entry: `${AT}#k3`, sentAt: 'just now' });
    await put('Messages', { entry: `${AT}#k4`, sentAt: 1_790_000_000 });
    await put('Messages', { entry: `${AT}#k5`, sentAt: ['2000-01-01T00:00:00Z'] });
    const found = await packageOf(account, ['content.messages', 'traffic.message-logs']);
    const notes = [
      'sentAt: outside the period',
      '',
      'sentAt: not a time',
      'sentAt: not a time',
      'sentAt: outside the period',
    ];
    expect(rowsOf(found, 'message-logs.csv').map((row) => /"([^"]*)"$/.exec(row)?.[1])).toEqual(notes);
    const lines = (found.files.get('messages.jsonl') ?? '').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).noted ?? '')).toEqual(notes);
  });

  it('of accounts whose ids differ by case alone are not in one folder', async () => {
    const ids = ['acct-Case', 'acct-case', 'ACCT-CASE'] as const;
    const { names, buckets } = desk.stores;
    for (const account of ids) {
      const key = `${account}/f1`;
      buckets.files.objects.set(key, Buffer.from(account));
      const item = { account, entry: `file#${AT}#f1`, key, name: 'x.txt' };
      await engine.documents.send(new PutCommand({ TableName: names.FilesTable, Item: item }));
    }
    const found = await packageOf(ids[0], ['content.files'], YEAR, ids.slice(1));
    expect(found.records).toBe(3);
    const paths = found.manifest.files.map(({ path }) => path).filter((path) => path.endsWith('x.txt'));
    expect(paths).toEqual([
      'data/accounts/ACCT-CASE/files/000001-x.txt',
      'data/accounts/acct-Case~2/files/000001-x.txt',
      'data/accounts/acct-case~3/files/000001-x.txt',
    ]);
    expect(found.files.get('data/accounts/acct-case~3/files.csv')).toContain('"acct-case","f1"');
  });

  it('keep the names of their files, in every script', async () => {
    const { account, put, object } = openAccount();
    const names = ['請求書.pdf', 'договор.docx', 'a\u202Egpj.exe', 'Icon\r', '../../x', 'e\u0301.txt'];
    for (const [index, name] of names.entries()) {
      const key = object('files', `f${index}`, Buffer.from(name));
      await put('Files', { entry: `file#${AT}#f${index}`, key, name, mediaType: 'text/plain\nx: y' });
    }
    const found = await packageOf(account, ['content.files']);
    expect([...found.files.keys()].filter((name) => name.startsWith('files/'))).toEqual([
      'files/000001-請求書.pdf',
      'files/000002-договор.docx',
      'files/000003-a_gpj.exe',
      'files/000004-Icon_',
      'files/000005-_._x',
      'files/000006-é.txt',
    ]);
  });
});
