import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { seal } from '../../functions/disclosure/seal.ts';
import { findChainFaults } from '../../functions/ledger/hash-chain.ts';
import { openPackageZip } from '../../scripts/verify/package-zip.ts';
import { verifyPackage } from '../../scripts/verify/verify-package.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { type Desk, openDesk } from '../retrieval/approved-demand.ts';
import { openSampleStores } from '../retrieval/sample-stores.ts';
import { fileChecked, localSigner, sealed, sealingOf } from './sealed-demand.ts';

let engine: Engine;
let desk: Desk;

beforeAll(async () => {
  engine = await startEngine();
  desk = await openDesk(engine, await openSampleStores(engine));
});
afterAll(() => engine.stop());

const spools = () => readdirSync(tmpdir()).filter((name) => /^(spool|package)-/.test(name));
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('a seal', () => {
  it('makes a package with a file for everything that was found, which verifies', async () => {
    const sealing = sealingOf(desk);
    const { path, part, bytes, demandId } = await sealed(desk, sealing, await fileChecked(desk));

    expect(part).toMatchObject({ sha256: sha256(bytes), size: bytes.length, versionId: 'version-1' });
    const zip = await openPackageZip(path);
    const names = zip.names();
    expect(names.filter((name) => !name.includes('/files/'))).toEqual([
      'README.txt',
      'accounts/acct-0001/access-logs.csv',
      'accounts/acct-0001/call-records.csv',
      'accounts/acct-0001/files.csv',
      'accounts/acct-0001/mail-headers.csv',
      'accounts/acct-0001/mail.csv',
      'accounts/acct-0001/mail.mbox',
      'accounts/acct-0001/message-logs.csv',
      'accounts/acct-0001/messages.jsonl',
      'accounts/acct-0001/sessions.csv',
      'accounts/acct-0001/subscriber.json',
      'determination.json',
      'manifest.json',
      'manifest.sig',
      'scope.json',
      'signing-key.pem',
    ]);
    zip.close();
    const { records, signedBy } = await verifyPackage(path, sealing.signer.pem);
    expect(records).toBe(Object.values(part.counts).reduce((a, b) => a + b, 0));
    expect(signedBy).toBe('given-key');

    const record = await desk.ledger.store.read(demandId);
    expect(record).toMatchObject({ status: 'sealed', packageSha256: part.sha256 });
    expect(record?.facts.outcome).toBe('pending');
    const events = await desk.ledger.store.events(demandId);
    expect(events.slice(-2).map(({ action }) => action)).toEqual(['disclosure.sealing', 'disclosure.sealed']);
    expect(findChainFaults(events)).toEqual([]);
  });

  it('leaves no temporary file behind', async () => {
    const before = spools();
    await sealed(desk, sealingOf(desk), await fileChecked(desk));
    // Other suites seal at the same time, and take theirs away in the end.
    const younger = spools().filter((name) => !before.includes(name));
    const left = () => younger.filter((name) => spools().includes(name));
    for (let waited = 0; waited < 80 && left().length > 0; waited += 1)
      await new Promise((resolve) => setTimeout(resolve, 100));
    expect(left()).toEqual([]);
  });

  it('of nothing says that nothing was found', async () => {
    const items = ['content.mail', 'content.calendar'];
    const demandId = await fileChecked(desk, { items, period: { from: '2024-11-25', to: '2024-11-25' } });
    const { path, part } = await sealed(desk, sealingOf(desk), demandId);
    const { manifest, records } = await verifyPackage(path);
    expect(records).toBe(0);
    expect(part.counts).toEqual({ 'content.mail': 0 });
    expect(manifest.noneFound).toEqual([{ account: 'acct-0001', item: 'content.mail' }]);
    expect(manifest.scope.notHeld).toEqual(['content.calendar']);
    const zip = await openPackageZip(path);
    const text = (await zip.bytes('README.txt')).toString();
    zip.close();
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
    const { bytes, part, path } = await sealed(desk, sealing, demandId);
    expect(sealing.packages.packages.size).toBe(1);
    expect(bytes).toEqual(written?.bytes);
    expect(part.sha256).toBe(sha256(bytes));
    await verifyPackage(path, sealing.signer.pem);
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
    const { part, path } = await sealed(desk, later, demandId);
    expect(sealing.packages.packages.size).toBe(2);
    expect(part.sha256).toBe(sha256(sealing.packages.packages.get(part.key)?.bytes ?? Buffer.alloc(0)));
    await verifyPackage(path, later.signer.pem);
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

  it('does not happen without a check, nor when bytes changed since', async () => {
    const sealing = sealingOf(desk);
    const demandId = await fileChecked(desk);
    const unchecked = { ...sealing, store: withoutStep(sealing.store, 'check-harvest#1') };
    await expect(seal({ demandId, round: 1 }, unchecked)).rejects.toThrow('not checked');
    for (const key of desk.harvest.objects.keys())
      if (key.startsWith(`${demandId}/`) && key.includes('/5/blobs/'))
        desk.harvest.objects.set(key, Buffer.from('something else'));
    await expect(seal({ demandId, round: 1 }, sealing)).rejects.toThrow();
    expect(sealing.packages.packages.size).toBe(0);
  });

  it('signs with the key that the package brings, and that key alone is believed when given', async () => {
    const sealing = sealingOf(desk);
    const { path } = await sealed(desk, sealing, await fileChecked(desk, { items: ['subscriber'] }));
    await expect(verifyPackage(path, localSigner().pem)).rejects.toThrow('another key');
  });
});

type Store = Desk['ledger']['store'];
const withoutStep = (store: Store, step: string): Store => ({
  ...store,
  part: async (id, part) => (part.key === `step#${step}` ? undefined : store.part(id, part)),
});
