import { createPublicKey, verify } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { preAuthentication } from '../../functions/disclosure/envelope.ts';
import { seal } from '../../functions/disclosure/seal.ts';
import { findChainFaults } from '../../functions/ledger/hash-chain.ts';
import { HARVEST, harvestPrefix, recordsKey } from '../../functions/ledger/parts/harvest.part.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { type Desk, openDesk } from '../retrieval/approved-demand.ts';
import { openSampleStores } from '../retrieval/sample-stores.ts';
import { hexOf, packageFiles, predicateIn } from './package-files.ts';
import { fileChecked, localSigner, PROVIDER, type Sealing, sealed, sealingOf } from './sealed-demand.ts';

let engine: Engine;
let desk: Desk;

beforeAll(async () => {
  engine = await startEngine();
  desk = await openDesk(engine, await openSampleStores(engine));
});
afterAll(() => engine.stop());

/** A temporary file of ours that has a name. */
const named = () => readdirSync(tmpdir()).filter((name) => /^(spool|package|scratch)-/.test(name));
const sha256 = (bytes: Buffer) => hexOf('sha256', bytes);

/** The statement of a package, once the signature of its envelope is good. */
function signedStatement(files: ReadonlyMap<string, Buffer>, pem: string) {
  const { payload, signatures } = JSON.parse(files.get('statement.dsse.json')?.toString() ?? '');
  const text = Buffer.from(payload, 'base64').toString();
  expect(signatures).toHaveLength(1);
  const key = createPublicKey(pem);
  expect(signatures[0].keyid).toBe(sha256(key.export({ type: 'spki', format: 'der' })));
  expect(verify('sha256', preAuthentication(text), key, Buffer.from(signatures[0].sig, 'base64'))).toBe(true);
  return { text, statement: JSON.parse(text), sig: signatures[0].sig };
}

const listOf = (files: ReadonlyMap<string, Buffer>, name: string) =>
  new Map(
    (files.get(name)?.toString() ?? '')
      .split('\n')
      .slice(0, -1)
      .map((line) => [line.slice(line.indexOf(' ') + 2), line.slice(0, line.indexOf(' '))]),
  );

/** Holds every file of a bag against its lists. */
function expectWholeBag(files: ReadonlyMap<string, Buffer>) {
  const payload = [...files.keys()].filter((name) => name.startsWith('data/'));
  const tags = [...files.keys()].filter(
    (name) => !name.startsWith('data/') && !name.startsWith('tagmanifest-'),
  );
  for (const algorithm of ['sha256', 'sha512'] as const) {
    for (const [list, names] of [
      [`manifest-${algorithm}.txt`, payload],
      [`tagmanifest-${algorithm}.txt`, tags],
    ] as const) {
      const listed = listOf(files, list);
      expect([...listed.keys()]).toEqual(names);
      for (const [name, hex] of listed)
        expect(hex).toBe(hexOf(algorithm, files.get(name) ?? Buffer.alloc(0)));
    }
  }
  const bytes = payload.reduce((sum, name) => sum + (files.get(name)?.length ?? 0), 0);
  expect(files.get('bagit.txt')?.toString()).toBe('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n');
  expect(files.get('bag-info.txt')?.toString()).toContain(`Payload-Oxum: ${bytes}.${payload.length}\n`);
  expect(predicateIn(files).payload).toEqual({ files: payload.length, bytes });
}

describe('a seal', () => {
  it('makes a bag with a file for everything that was found, signed', async () => {
    const sealing = sealingOf(desk);
    const { part, bytes, demandId } = await sealed(desk, sealing, await fileChecked(desk));

    expect(part).toMatchObject({ sha256: sha256(bytes), size: bytes.length, versionId: 'version-1' });
    const files = await packageFiles(bytes);
    expect(
      [...files.keys()].filter((name) => !name.includes('/files/') && !name.includes('/messages/')),
    ).toEqual([
      'data/accounts/acct-0001/subscriber.json',
      'data/accounts/acct-0001/sessions.csv',
      'data/accounts/acct-0001/mail/mail.mbox',
      'data/accounts/acct-0001/mail/mail.csv',
      'data/accounts/acct-0001/mail-headers.csv',
      'data/accounts/acct-0001/messages.jsonl',
      'data/accounts/acct-0001/message-logs.csv',
      'data/accounts/acct-0001/call-records.csv',
      'data/accounts/acct-0001/files.csv',
      'data/accounts/acct-0001/access-logs.csv',
      'README.txt',
      'bag-info.txt',
      'bagit.txt',
      'manifest-sha256.txt',
      'manifest-sha512.txt',
      'metadata/custody.json',
      'metadata/determination.json',
      'metadata/scope.json',
      'signing-key.pem',
      'statement.dsse.json',
      'tagmanifest-sha256.txt',
      'tagmanifest-sha512.txt',
    ]);
    expectWholeBag(files);
    const { text, statement, sig } = signedStatement(files, sealing.signer.pem);
    expect(part).toMatchObject({ manifestSha256: sha256(Buffer.from(text)), signature: sig });
    const named = new Map<string, { sha256: string }>(
      statement.subject.map((one: { name: string; digest: { sha256: string } }) => [one.name, one.digest]),
    );
    const isSigned = (name: string) => !/^(?:data\/|tagmanifest-|statement\.)/.test(name);
    expect([...named.keys()]).toEqual([...files.keys()].filter(isSigned));
    for (const [name, digest] of named)
      expect(digest.sha256).toBe(sha256(files.get(name) ?? Buffer.alloc(0)));

    const record = await desk.ledger.store.read(demandId);
    expect(record).toMatchObject({ status: 'sealed', packageSha256: part.sha256 });
    expect(record?.facts.outcome).toBe('pending');
    const events = await desk.ledger.store.events(demandId);
    expect(events.slice(-2).map(({ action }) => action)).toEqual(['disclosure.sealing', 'disclosure.sealed']);
    expect(findChainFaults(events)).toEqual([]);
  });

  it('says who answers, with what, and how the records came here', async () => {
    const { bytes, demandId } = await sealed(desk, sealingOf(desk), await fileChecked(desk));
    const files = await packageFiles(bytes);
    const predicate = predicateIn(files);
    const events = await desk.ledger.store.events(demandId);
    const sealing = events.find(({ action }) => action === 'disclosure.sealing');
    expect(predicate).toMatchObject({
      provider: PROVIDER,
      software: { name: 'due-process', version: '0.1.0' },
      sealedAt: sealing?.at,
      ledger: { events: sealing?.seq, head: sealing?.hash },
    });
    const actions = predicate.custody.map(({ action }) => action);
    expect(actions.at(-1)).toBe('disclosure.sealing');
    expect(actions).toEqual(events.map(({ action }) => action).filter((one) => one !== 'disclosure.sealed'));
    const completed = predicate.custody.filter(({ action }) => action === 'retrieval.completed');
    expect(completed[0]?.actor).toEqual({ kind: 'service' });
    expect(completed[0]?.detail).toMatchObject({
      service: 'subscribers',
      grant: 0,
      recordsSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(JSON.parse(files.get('metadata/custody.json')?.toString() ?? '').custody).toEqual(
      predicate.custody,
    );
    expect(files.get('bag-info.txt')?.toString()).toContain(`Source-Organization: ${PROVIDER.name}\n`);
  });

  it('has every message as it is, and tells in its index which file it is', async () => {
    const { bytes } = await sealed(
      desk,
      sealingOf(desk),
      await fileChecked(desk, { items: ['content.mail'] }),
    );
    const files = await packageFiles(bytes);
    const folder = 'data/accounts/acct-0001/';
    const [head, ...rows] = (files.get(`${folder}mail/mail.csv`)?.toString() ?? '')
      .split('\r\n')
      .slice(0, -1);
    expect(head).toBe(
      '\uFEFF"account","id","at","from","folder","labels","mailbox","position","file","sha256","size","exact","stamped","noted"',
    );
    expect(rows.length).toBeGreaterThan(3);
    for (const row of rows) {
      const [account, , , , folderOfMail, , mailbox, , file, hex] = row
        .split(',')
        .map((cell) => cell.replaceAll('"', ''));
      expect({ account, mailbox }).toEqual({ account: 'acct-0001', mailbox: 'mail/mail.mbox' });
      expect(['Inbox', 'Sent', 'Archive/Family', 'Bin']).toContain(folderOfMail);
      expect(hexOf('sha256', files.get(`${folder}${file}`) ?? Buffer.alloc(0))).toBe(hex);
    }
  });

  it('leaves no temporary file behind, and has none with a name while it runs', async () => {
    const before = named();
    const sealing = sealingOf(desk);
    const put = sealing.packages.put;
    let during: string[] = [];
    sealing.packages.put = async (...args) => {
      during = named();
      return put(...args);
    };
    await sealed(desk, sealing, await fileChecked(desk));
    const younger = (names: string[]) => names.filter((name) => !before.includes(name));
    expect(younger(during)).toEqual([]);
    expect(younger(named())).toEqual([]);
  });

  it('of nothing says that nothing was found', async () => {
    const items = ['content.mail', 'content.calendar'];
    const demandId = await fileChecked(desk, { items, period: { from: '2024-11-25', to: '2024-11-25' } });
    const { bytes, part } = await sealed(desk, sealingOf(desk), demandId);
    const files = await packageFiles(bytes);
    expectWholeBag(files);
    const predicate = predicateIn(files);
    expect(predicate.payload).toEqual({ files: 0, bytes: 0 });
    expect(part.counts).toEqual({ 'content.mail': 0 });
    expect(predicate.noneFound).toEqual([{ account: 'acct-0001', item: 'content.mail' }]);
    expect(predicate.scope.notHeld).toEqual(['content.calendar']);
    const text = files.get('README.txt')?.toString();
    expect(text).toContain('NOTHING WAS FOUND');
    expect(text).toContain('content.mail: none');
    expect(text).toContain('content.calendar: we hold no such data');
  });

  it('that is run again changes nothing', async () => {
    const sealing = sealingOf(desk);
    const { demandId, bytes } = await sealed(desk, sealing, await fileChecked(desk));
    const before = await desk.ledger.store.events(demandId);
    expect((await sealed(desk, sealing, demandId)).bytes).toEqual(bytes);
    expect(await desk.ledger.store.events(demandId)).toEqual(before);
  });

  it('that was cut off after the package was written takes over its signature, byte for byte', async () => {
    const sealing = sealingOf(desk);
    const demandId = await fileChecked(desk);
    const put = sealing.packages.put;
    sealing.packages.put = async (...args) => {
      await put(...args);
      throw new Error('the answer was lost');
    };
    await expect(seal({ demandId, round: 1 }, sealing)).rejects.toThrow('the answer was lost');
    sealing.packages.put = put;
    const [written] = sealing.packages.packages.values();
    const { bytes, part } = await sealed(desk, sealing, demandId);
    expect(sealing.packages.packages.size).toBe(1);
    expect(bytes).toEqual(written?.bytes);
    expect(part.sha256).toBe(sha256(bytes));
    expect(signedStatement(await packageFiles(bytes), sealing.signer.pem).sig).toBe(part.signature);
  });

  it('that another release wrote and could not record is made anew, beside what that one wrote', async () => {
    const sealing = sealingOf(desk);
    const demandId = await fileChecked(desk);
    const put = sealing.packages.put;
    sealing.packages.put = async (...args) => {
      await put(...args);
      throw new Error('the answer was lost');
    };
    await expect(seal({ demandId, round: 1 }, sealing)).rejects.toThrow('the answer was lost');
    sealing.packages.put = put;
    const later = { ...sealing, signer: localSigner() };
    const { part, bytes } = await sealed(desk, later, demandId);
    expect(sealing.packages.packages.size).toBe(2);
    expect(part.sha256).toBe(sha256(bytes));
    signedStatement(await packageFiles(bytes), later.signer.pem);
  });

  it('does not take over a package that is not its own', async () => {
    const sealing = sealingOf(desk);
    const demandId = await fileChecked(desk);
    const put = sealing.packages.put;
    sealing.packages.put = async (key, content, mark) => {
      await put(key, content, { ...mark, packageSha256: '0'.repeat(64) });
      return 'exists';
    };
    await expect(seal({ demandId, round: 1 }, sealing)).rejects.toThrow(
      'another package stands under this key',
    );
  });

  it('does not happen without a check', async () => {
    const sealing = sealingOf(desk);
    const demandId = await fileChecked(desk);
    const unchecked = { ...sealing, store: withoutStep(sealing.store, 'check-harvest#1') };
    await expect(seal({ demandId, round: 1 }, unchecked)).rejects.toThrow('not checked');
    expect(sealing.packages.packages.size).toBe(0);
  });

  it.each(['5', '2'])(
    'does not happen when bytes changed since they were checked (grant %s)',
    async (grant) => {
      const sealing = sealingOf(desk);
      const demandId = await fileChecked(desk);
      for (const [key, bytes] of desk.harvest.objects)
        if (key.startsWith(`${demandId}/`) && key.includes(`/${grant}/blobs/`))
          desk.harvest.objects.set(key, Buffer.concat([bytes.subarray(1), Buffer.from('x')]));
      await expect(seal({ demandId, round: 1 }, sealing)).rejects.toMatchObject({
        name: 'HarvestChanged',
        grant: Number(grant),
        violation: 'bytes',
        recordIdSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
      expect((await desk.ledger.store.events(demandId)).at(-1)).toMatchObject({
        action: 'disclosure.refused',
        detail: { round: 1, grant: Number(grant), rule: 'bytes' },
      });
      expect(sealing.packages.packages.size).toBe(0);
    },
  );

  it('reads what is small once, and nothing can come between the look at it and its packing', async () => {
    const sealing = sealingOf(desk);
    const demandId = await fileChecked(desk, { items: ['content.mail'] });
    const reads = new Map<string, number>();
    const harvest: Sealing['harvest'] = {
      read: async (key) => {
        reads.set(key, (reads.get(key) ?? 0) + 1);
        return desk.harvest.read(key);
      },
    };
    await seal({ demandId, round: 1 }, { ...sealing, harvest });
    expect(reads.size).toBeGreaterThan(5);
    expect(new Set(reads.values())).toEqual(new Set([1]));
  });

  it.each([
    ['records', (text: string) => text.replace('"at":"2026', '"at":"2025')],
    ['records', (text: string) => `${text}not a record`],
  ])('does not happen when lines were changed since they were checked: %s', async (violation, change) => {
    const sealing = sealingOf(desk);
    const demandId = await fileChecked(desk, { items: ['content.mail'] });
    await changeRecords(demandId, change);
    await expect(seal({ demandId, round: 1 }, sealing)).rejects.toMatchObject({
      name: 'HarvestChanged',
      grant: 0,
      violation,
    });
  });

  it.each(['account', 'service'] as const)('does not happen for a record of another %s', async (name) => {
    const sealing = sealingOf(desk);
    const demandId = await fileChecked(desk, { items: ['content.mail'] });
    const records = await changeRecords(demandId, (text) =>
      text.replace(new RegExp(`"${name}":"[^"]+"`), `"${name}":"acct-0002"`),
    );
    const store = {
      ...sealing.store,
      parts: async (...args: Parameters<Store['parts']>) =>
        (await sealing.store.parts(...args)).map((one) => ({ ...(one as object), records })),
    } as Store;
    await expect(seal({ demandId, round: 1 }, { ...sealing, store })).rejects.toMatchObject({
      name: 'HarvestChanged',
      violation: name,
      recordIdSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });
});

/** Writes over the lines of the first grant, and answers what would have to be recorded of them. */
async function changeRecords(demandId: string, change: (text: string) => string) {
  const part = await desk.ledger.store.part(demandId, HARVEST(1, 0));
  if (!part) throw new Error('no harvest');
  const prefix = harvestPrefix(demandId, 1, 0);
  const key = recordsKey(prefix, part.records);
  const bytes = Buffer.from(change(desk.harvest.objects.get(key)?.toString() ?? ''));
  const records = { sha256: sha256(bytes), size: bytes.length, byHash: true as const };
  desk.harvest.objects.set(key, bytes);
  desk.harvest.objects.set(recordsKey(prefix, records), bytes);
  return records;
}

type Store = Desk['ledger']['store'];
const withoutStep = (store: Store, step: string): Store => ({
  ...store,
  part: async (id, part) => (part.key === `step#${step}` ? undefined : store.part(id, part)),
});
