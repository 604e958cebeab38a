import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyIdOf } from '../../scripts/verify/trusted-key.ts';
import { verifyPackage } from '../../scripts/verify/verify-package.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { openDesk } from '../retrieval/approved-demand.ts';
import { openSampleStores } from '../retrieval/sample-stores.ts';
import { type Files, repacked, resealed } from './repack.ts';
import { fileChecked, type Sealed, type Sealing, sealed, sealingOf } from './sealed-demand.ts';

const ACCOUNT = 'data/accounts/acct-0001';

let engine: Engine;
let sealing: Sealing;
let good: Sealed;

beforeAll(async () => {
  engine = await startEngine();
  const desk = await openDesk(engine, await openSampleStores(engine));
  sealing = sealingOf(desk);
  good = await sealed(desk, sealing, await fileChecked(desk));
});
afterAll(() => engine.stop());

const edit = (files: Files, name: string, change: (text: string) => string) =>
  files.set(name, Buffer.from(change(files.get(name)?.toString('latin1') ?? ''), 'latin1'));

describe('a package that was tampered with', () => {
  const attacks: [string, string, (files: Files) => void][] = [
    [
      'one byte of the mail',
      'it is not what manifest-sha256.txt says',
      (files) => {
        const bytes = files.get(`${ACCOUNT}/mail/mail.mbox`);
        if (bytes) bytes[200] = (bytes[200] ?? 0) ^ 1;
      },
    ],
    ['a file that is gone', 'not in the package', (files) => files.delete(`${ACCOUNT}/sessions.csv`)],
    ['a file that came', 'is not in ', (files) => files.set(`${ACCOUNT}/extra.csv`, Buffer.from('x'))],
    [
      'a file at the top that came',
      'is not in tagmanifest',
      (files) => files.set('NOTE.txt', Buffer.from('x')),
    ],
    [
      'a changed statement',
      'the signature is not good',
      (files) =>
        edit(files, 'statement.dsse.json', (text) => {
          const envelope = JSON.parse(text);
          const said = Buffer.from(envelope.payload, 'base64').toString();
          const changed = said.replace('us/search-warrant', 'us/wiretap-order');
          return JSON.stringify({ ...envelope, payload: Buffer.from(changed).toString('base64') });
        }),
    ],
    ['no signature', 'is missing', (files) => files.delete('statement.dsse.json')],
    [
      'two files that changed places',
      'it is not what manifest-sha256.txt says',
      (files) => {
        const [a, b] = [`${ACCOUNT}/mail-headers.csv`, `${ACCOUNT}/message-logs.csv`];
        const [first, second] = [files.get(a), files.get(b)];
        if (first && second) files.set(a, second).set(b, first);
      },
    ],
  ];

  it.each(attacks)('by %s is not good: %s', async (_, reason, change) => {
    await expect(verifyPackage(await repacked(good.path, change))).rejects.toThrow(reason);
  });
});

const asideOf = (id: string, at: string) =>
  Buffer.from(
    `"account","service","item","id","at","reason"\r\n"acct-0001","sessions","sessions","${id}","${at}","missing"\r\n`,
  );

const changesOf = (item: string, at: string, change: string) =>
  Buffer.from(
    `"account","service","item","id","at","change"\r\n"acct-0001","${item}","${item}","1","${at}","${change}"\r\n`,
  );
const changed = { account: 'acct-0001', item: 'sessions', deleted: 1, edited: 0, added: 0 };

describe('a package of a faulty writer, whole and signed', () => {
  const faults: [string, string, (files: Files, manifest: Record<string, unknown>) => void][] = [
    [
      'a change that it does not tell of',
      'another number of records of sessions',
      (files) =>
        files.set(`${ACCOUNT}/changes.csv`, changesOf('sessions', '2026-02-01T00:00:00.000Z', 'deleted')),
    ],
    [
      'a change that is in no list',
      'another number of records of sessions',
      (_, manifest) => {
        manifest.changes = [changed];
      },
    ],
    [
      'a change of what is not in the scope',
      'not within the scope',
      (files, manifest) => {
        manifest.changes = [{ ...changed, item: 'content.calls' }];
        files.set(
          `${ACCOUNT}/changes.csv`,
          changesOf('content.calls', '2026-02-01T00:00:00.000Z', 'deleted'),
        );
      },
    ],
    [
      'a change outside the period',
      'outside the period',
      (files, manifest) => {
        manifest.changes = [changed];
        files.set(`${ACCOUNT}/changes.csv`, changesOf('sessions', '2026-11-20T00:00:00.000Z', 'deleted'));
      },
    ],
    [
      'a change that is none',
      'changed in no way that there is',
      (files, manifest) => {
        manifest.changes = [changed];
        files.set(`${ACCOUNT}/changes.csv`, changesOf('sessions', '2026-02-01T00:00:00.000Z', 'added'));
      },
    ],
    [
      'a record of another account',
      'of another account',
      (files) =>
        edit(files, `${ACCOUNT}/sessions.csv`, (text) => text.replace('\n"acct-0001', '\n"acct-0002')),
    ],
    [
      'an account out of scope',
      'not within the scope',
      (files) => {
        for (const name of [...files.keys()].filter((one) => one.endsWith('sessions.csv')))
          files.set(
            name.replace('0001', '0002'),
            Buffer.from(files.get(name)?.toString().replaceAll('acct-0001', 'acct-0002') ?? ''),
          );
      },
    ],
    [
      'a record after the period',
      'outside the period',
      (files) =>
        edit(files, `${ACCOUNT}/call-records.csv`, (text) =>
          text.replace(/,"2026-\d\d-\d\dT/, ',"2026-11-20T'),
        ),
    ],
    [
      'a record of the time between what may be retrieved',
      'outside the period',
      (files, manifest) => {
        const ends = [
          { from: '2025-11-20T00:00:00.000Z', to: '2025-11-20T00:00:00.001Z' },
          { from: '2026-11-19T23:59:59.998Z', to: '2026-11-19T23:59:59.999Z' },
        ];
        const scope = JSON.parse(files.get('metadata/scope.json')?.toString() ?? '');
        for (const grant of scope.grants) if (grant.service === 'calls') grant.spans = ends;
        const { demandId: _id, round: _round, ...told } = scope;
        manifest.scope = told;
        return files.set('metadata/scope.json', Buffer.from(JSON.stringify(scope)));
      },
    ],
    [
      'a record that says itself that it is later',
      'says itself',
      (files) =>
        edit(files, `${ACCOUNT}/mail-headers.csv`, (text) =>
          text.replace(/(,"20[^,]+),"20\d\d-/, '$1,"2019-'),
        ),
    ],
    [
      'a note on what does not contradict',
      'does not say',
      (files) =>
        edit(files, `${ACCOUNT}/sessions.csv`, (text) => text.replace('""\r\n', '"start: not a time"\r\n')),
    ],
    [
      'mail of another time than its list',
      'another time than its list',
      (files) =>
        edit(files, `${ACCOUNT}/mail/mail.csv`, (text) =>
          text.replace(/"20([^"]+)",""\r\n/, '"19$1",""\r\n'),
        ),
    ],
    [
      'a record set aside that nobody counted',
      'another number of records',
      (files) => files.set(`${ACCOUNT}/set-aside.csv`, asideOf('x', '2026-03-02T10:00:00.000Z')),
    ],
    [
      'a record in it that is set aside',
      'in the package and set aside',
      (files) => {
        const [, id = '', at = ''] =
          /\r\n"acct-0001","([^"]+)","([^"]+)"/.exec(`${files.get(`${ACCOUNT}/sessions.csv`)}`) ?? [];
        files.set(`${ACCOUNT}/set-aside.csv`, asideOf(id, at));
      },
    ],
    [
      'a record set aside from outside the period',
      'outside the period',
      (files) => files.set(`${ACCOUNT}/set-aside.csv`, asideOf('x', '2019-03-02T10:00:00.000Z')),
    ],
    [
      'a record counted as set aside that is in no list',
      'another number of records',
      (files, manifest) => {
        manifest.setAside = [{ account: 'acct-0001', item: 'sessions', reason: 'missing', count: 1 }];
        return files;
      },
    ],
    [
      'a message log too few',
      'another number of records',
      (files) =>
        edit(files, `${ACCOUNT}/message-logs.csv`, (text) => text.replace(/\r\n[^\r]+\r\n$/, '\r\n')),
    ],
    [
      'an item that nobody granted',
      'not within the scope',
      (files) =>
        edit(files, `${ACCOUNT}/subscriber.json`, (text) =>
          text.replace('"subscriber.name"', '"subscriber.password"'),
        ),
    ],
    [
      'mail that is not the one listed',
      'is not the one in its list',
      (files) =>
        edit(files, `${ACCOUNT}/mail/mail.mbox`, (text) => text.replace(/\nSubject: ./, '\nSubject: #')),
    ],
    [
      'mail that came later',
      'says itself',
      (files) => {
        edit(files, `${ACCOUNT}/mail/mail.mbox`, (text) =>
          text
            .replace(/\nDate: [^\n]+/, '\nDate: Fri, 01 Jan 2010 00:00:00 +0000')
            .replaceAll(/\nReceived: [^\n]+\n[^\n]+\n[^\n]+/g, ''),
        );
        edit(files, `${ACCOUNT}/mail/mail.csv`, (text) =>
          text.replaceAll(/,"yes","[^"]*",""\r\n/g, ',"no",,""\r\n'),
        );
      },
    ],
    [
      'mail that its list does not have',
      'lacks mail',
      (files) => edit(files, `${ACCOUNT}/mail/mail.csv`, (text) => text.replace(/\r\n[^\r]+\r\n$/, '\r\n')),
    ],
    [
      'a file that is in no list',
      'is in no list',
      (files) => files.set(`${ACCOUNT}/files/999999-x.txt`, Buffer.from('x')),
    ],
    [
      'a list that differs from its file',
      'as something else',
      (files) => edit(files, `${ACCOUNT}/files.csv`, (text) => text.replace(/[0-9a-f]{64}/, '0'.repeat(64))),
    ],
    [
      'another scope for people than for programs',
      'something else than the statement',
      (files) => edit(files, 'metadata/scope.json', (text) => text.replace('2025-11-20', '2025-01-20')),
    ],
    [
      'a scope beyond the filing',
      'beyond the day',
      (files, manifest) => {
        manifest.filedAt = '2026-01-01T00:00:00.000Z';
        return files;
      },
    ],
    [
      'a scope that the reviewer did not approve',
      'no reviewer approved',
      (files, manifest) => {
        manifest.review = { items: ['subscriber'] };
        return files;
      },
    ],
  ];

  it.each(faults)('with %s is not good: %s', async (_, reason, change) => {
    await expect(verifyPackage(await resealed(good.path, sealing.signer, change))).rejects.toThrow(reason);
  });
});

it('tells of every bad record, in every file', async () => {
  const path = await resealed(good.path, sealing.signer, (files) => {
    for (const name of ['sessions.csv', 'access-logs.csv'])
      edit(files, `${ACCOUNT}/${name}`, (text) => text.replaceAll('\n"acct-0001', '\n"acct-0002'));
    edit(files, `${ACCOUNT}/messages.jsonl`, (text) => text.replace('{', ''));
  });
  const error = await verifyPackage(path).catch((thrown) => thrown);
  const told = error.faults.filter(({ rule }: { rule: string }) => rule === 'record-account');
  expect(new Set(told.map(({ file }: { file: string }) => file))).toEqual(
    new Set([`${ACCOUNT}/access-logs.csv`, `${ACCOUNT}/sessions.csv`]),
  );
  expect(error.faults).toContainEqual(
    expect.objectContaining({ rule: 'record-form', file: `${ACCOUNT}/messages.jsonl` }),
  );
});

describe('npm run verify', () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [join(import.meta.dirname, '../../scripts/verify.ts'), ...args], {
      encoding: 'utf8',
    });

  it('says in words that a package is good, and exits 0', () => {
    const key = good.path.replace('package.zip', 'key.pem');
    writeFileSync(key, sealing.signer.pem);
    const { status, stdout } = run(good.path, '--key', key);
    expect(stdout).toContain('GOOD');
    expect(stdout).toContain('with a key that you gave');
    expect(status).toBe(0);
  });

  it('says why a package is not, and exits 1', async () => {
    const path = await repacked(good.path, (files) => files.delete('metadata/scope.json'));
    const { status, stderr } = run(path);
    expect(stderr).toContain('NOT GOOD');
    expect(status).toBe(1);
  });

  it('does not call a package good that nobody vouches for, and exits 3', () => {
    const { status, stdout } = run(good.path);
    expect(stdout).toContain('nobody vouches for it');
    expect(stdout).not.toContain('GOOD');
    expect(status).toBe(3);
  });

  it('holds it against the published keys, and the SHA-256 that the API gave', () => {
    const keys = good.path.replace('package.zip', 'keys.json');
    const key = { publicKey: sealing.signer.pem, from: '2020-01-01T00:00:00.000Z', use: 'disclosures' };
    const keyid = keyIdOf(sealing.signer.pem);
    writeFileSync(keys, JSON.stringify({ keys: [{ keyid, algorithm: 'ecdsa-p256-sha256', ...key }] }));
    const told = run(good.path, '--keys', keys, '--sha256', good.part.sha256, '--thorough', '--json');
    expect(JSON.parse(told.stdout)).toMatchObject({ verdict: 'good', faults: [], keyid });
    expect(run(good.path, '--keys', keys, '--sha256', '0'.repeat(64)).status).toBe(1);
  });

  it('exits 2 without a package', () => {
    expect(run().status).toBe(2);
  });
});
