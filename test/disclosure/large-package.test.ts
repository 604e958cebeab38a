import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { ArchiveOutlet } from '../../functions/disclosure/archive-outlet.ts';
import type { PackageStore } from '../../functions/disclosure/package-store.ts';
import { PackageTooLarge, requirePackable } from '../../functions/disclosure/require-packable.ts';
import { seal } from '../../functions/disclosure/seal.ts';
import { DISCLOSURE } from '../../functions/ledger/parts/disclosure.part.ts';
import type { HarvestPart } from '../../functions/ledger/parts/harvest.part.ts';
import { PACKING } from '../../functions/ledger/parts/packing.part.ts';
import { givenKey } from '../../scripts/verify/trusted-key.ts';
import { verifyPackage } from '../../scripts/verify/verify-package.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { QUASHED } from '../kit/quashed.ts';
import { check, type Desk, fileApproved, openDesk, retrieve } from '../retrieval/approved-demand.ts';
import { demandOf, determinationOf, reviewOf } from '../retrieval/builders.ts';
import { openSampleStores } from '../retrieval/sample-stores.ts';
import { hexOf, packageFiles } from './package-files.ts';
import { memoryPackages, type Sealed, type Sealing, sealed, sealingOf, YEAR } from './sealed-demand.ts';

const MIB = 1024 * 1024;
const NONE = { accounts: 1, mail: 0, messages: 0, calls: 0, recordings: 0, files: 0, sessions: 0 };
const ACCOUNT = 'acct-large';
const OTHER = 'acct-other';
/** Small, so that 30 MiB are some parts. */
const LIMITS = { bytes: 8 * MIB, files: 20, records: 100 };

let engine: Engine;
let desk: Desk;
/** One that nothing disturbed. */
let made: Sealed;
let making: Sealing;

beforeAll(async () => {
  engine = await startEngine();
  desk = await openDesk(engine, await openSampleStores(engine, NONE));
  for (let number = 10; number < 18; number += 1) await putMail(ACCOUNT, number, 1.2 * MIB);
  for (let number = 20; number < 50; number += 1) await putMail(ACCOUNT, number, 2000);
  for (let number = 10; number < 13; number += 1) await putMail(OTHER, number, 0.2 * MIB);
  making = largeSealing();
  made = await sealed(desk, making, await checkedDemand());
});
afterAll(() => engine.stop());

async function putMail(account: string, number: number, size: number): Promise<void> {
  const key = `${account}/${number}.eml`;
  const head = `From: robin@example.org\r\nSubject: Number ${number}\r\n\r\n`;
  desk.stores.buckets.mail.objects.set(key, Buffer.alloc(size, `${head}All the words that there are.\r\n`));
  const item = { account, entry: `2026-03-02T10:00:${number}.000Z#m${number}`, id: `m${number}`, key };
  await engine.documents.send(
    new PutCommand({ TableName: desk.stores.names.MailTable, Item: { ...item, from: 'robin@example.org' } }),
  );
}

const ITEMS = ['content.mail', 'traffic.mail-headers'];

/** A demand for both accounts whose harvest is checked. */
async function checkedDemand(): Promise<string> {
  const demandId = await fileApproved(desk, {
    record: { demand: demandOf({ data: ITEMS, period: YEAR }) },
    determination: determinationOf({
      authorised: ITEMS,
      accounts: [ACCOUNT, OTHER].map((account) => ({ target: 0, account, customer: 'consumer' as const })),
    }),
    review: reviewOf({ items: ITEMS, period: YEAR }),
  });
  await retrieve(desk, demandId);
  await check(desk, demandId);
  return demandId;
}

const largeSealing = (): Sealing => ({ ...sealingOf(desk), limits: LIMITS });
const actionsOf = async (demandId: string) =>
  (await desk.ledger.store.events(demandId)).map(({ action }) => action);

/** The store, which fails before or after it does something for the `nth` time. */
function failing(packages: Sealing['packages'], method: 'upload' | 'complete', nth: number, after: boolean) {
  let calls = 0;
  const fail = async <T>(run: () => Promise<T>): Promise<T> => {
    calls += 1;
    if (calls !== nth) return run();
    if (after) await run();
    throw new Error('cut off');
  };
  return {
    ...packages,
    ...(method === 'upload'
      ? { upload: (...given: Parameters<typeof packages.upload>) => fail(() => packages.upload(...given)) }
      : {
          complete: (...given: Parameters<typeof packages.complete>) =>
            fail(() => packages.complete(...given)),
        }),
  };
}

describe('a large package', () => {
  it('is packed part by part, says so, and is good', async () => {
    const { part, bytes, path, demandId } = made;
    expect(part).toMatchObject({ sha256: hexOf('sha256', bytes), size: bytes.length });
    expect(bytes.length).toBeGreaterThan(19 * MIB);
    expect(making.packages.uploads.size).toBe(0);

    const events = await desk.ledger.store.events(demandId);
    const told = events.filter(({ action }) => action === 'disclosure.packing').map(({ detail }) => detail);
    expect(told.length).toBeGreaterThanOrEqual(3);
    expect(told.map(({ part: number }) => number)).toEqual(told.map((_, index) => index + 1));
    expect(told.at(-1)).toMatchObject({ signed: true });

    const verified = await verifyPackage(path, { keys: [givenKey(making.signer.pem)], thorough: true });
    expect(verified.records).toBe(2 * 41);
    const files = await packageFiles(bytes);
    const names = [...files.keys()].map((name) => name.replace(`data/accounts/${ACCOUNT}/`, ''));
    for (const name of ['mail/mail.mbox', 'mail/mail~2.mbox', 'mail/mail.csv', 'mail/mail~2.csv'])
      expect(names).toContain(name);
    expect(names.filter((name) => name.startsWith('mail/messages/'))).toEqual(
      Array.from({ length: 38 }, (_, index) => `mail/messages/${String(index + 1).padStart(6, '0')}.eml`),
    );
    expect(names).toContain(`data/accounts/${OTHER}/mail/mail.mbox`);
  });

  it('has the same files as one that is packed in one go', async () => {
    const demandId = await checkedDemand();
    const whole = await packageFiles((await sealed(desk, sealingOf(desk), demandId)).bytes);
    const parts = await packageFiles(made.bytes);
    const messages = (files: Map<string, Buffer>) => [...files].filter(([name]) => name.endsWith('.eml'));
    expect(messages(parts).map(([name]) => name)).toEqual(messages(whole).map(([name]) => name));
    for (const [name, bytes] of messages(parts)) expect(bytes.equals(whole.get(name) ?? bytes)).toBe(true);
  });

  it.each([
    ['upload', 1, false],
    ['upload', 2, true],
    ['upload', 3, false],
    ['complete', 1, false],
    ['complete', 1, true],
  ] as const)('goes on where it was cut off: %s %i, done: %s', async (method, nth, after) => {
    const sealing = largeSealing();
    const demandId = await checkedDemand();
    const packages = failing(sealing.packages, method, nth, after);
    let calls = 0;
    const run = async () => {
      for (let left: boolean | undefined = true; left; ) {
        calls += 1;
        ({ left } = await seal({ demandId, round: 1 }, { ...sealing, packages }));
      }
    };
    await expect(run()).rejects.toThrow('cut off');
    const before = calls;
    const told = (await actionsOf(demandId)).filter((action) => action === 'disclosure.packing').length;
    expect(told).toBe(before - 1);
    await run();
    const { path, part } = await sealed(desk, sealing, demandId);
    await verifyPackage(path, { keys: [givenKey(sealing.signer.pem)], sha256: part.sha256 });
    expect(sealing.packages.packages.size).toBe(1);
    // The one that was cut off, and those that there are without it.
    const parts = (await actionsOf(made.demandId)).filter((one) => one === 'disclosure.packing').length;
    expect(calls).toBe(parts + 2);
    expect(made.bytes.length).toBe(part.size);
  });

  it('is begun anew where its upload is gone', async () => {
    const sealing = largeSealing();
    const demandId = await checkedDemand();
    await seal({ demandId, round: 1 }, sealing);
    await seal({ demandId, round: 1 }, sealing);
    sealing.packages.uploads.clear();
    const { path, part } = await sealed(desk, sealing, demandId);
    await verifyPackage(path, { keys: [givenKey(sealing.signer.pem)], sha256: part.sha256 });
  });

  it('is begun anew where another run wrote over a part of it', async () => {
    const sealing = largeSealing();
    const demandId = await checkedDemand();
    while (!(await desk.ledger.store.part(demandId, PACKING(1)))?.signed)
      await seal({ demandId, round: 1 }, sealing);
    for (const parts of sealing.packages.uploads.values()) parts.set(1, Buffer.alloc(6 * MIB));
    const { path } = await sealed(desk, sealing, demandId);
    await verifyPackage(path, { keys: [givenKey(sealing.signer.pem)] });
  });

  it('is not begun twice by two runs of one part', async () => {
    const sealing = largeSealing();
    const demandId = await checkedDemand();
    await Promise.all([seal({ demandId, round: 1 }, sealing), seal({ demandId, round: 1 }, sealing)]);
    const told = (await actionsOf(demandId)).filter((action) => action === 'disclosure.packing');
    expect(told).toHaveLength(1);
    const { path } = await sealed(desk, sealing, demandId);
    await verifyPackage(path, { keys: [givenKey(sealing.signer.pem)] });
  });

  it('does not come to be when bytes changed after a part of it was packed', async () => {
    const sealing = largeSealing();
    const demandId = await checkedDemand();
    await seal({ demandId, round: 1 }, sealing);
    for (const [key, bytes] of desk.harvest.objects)
      if (key.startsWith(`${demandId}/1/`) && key.includes('/blobs/') && bytes.length < MIB)
        desk.harvest.objects.set(key, Buffer.concat([bytes.subarray(1), Buffer.from('x')]));
    const rest = async () => {
      while ((await seal({ demandId, round: 1 }, sealing)).left);
    };
    await expect(rest()).rejects.toMatchObject({ name: 'HarvestChanged', violation: 'bytes' });
    expect((await actionsOf(demandId)).at(-1)).toBe('disclosure.refused');
    expect(sealing.packages.packages.size).toBe(0);
    expect(await desk.ledger.store.part(demandId, DISCLOSURE())).toBeUndefined();
  });

  it('does not come to be when bytes change between the look at them and their packing', async () => {
    const sealing = largeSealing();
    const demandId = await checkedDemand();
    const seen = new Set<string>();
    const harvest: Sealing['harvest'] = {
      read: async (key) => {
        if (key.includes('/blobs/') && seen.has(key)) return changedBytes();
        seen.add(key);
        return desk.harvest.read(key);
      },
    };
    await expect(seal({ demandId, round: 1 }, { ...sealing, harvest })).rejects.toMatchObject({
      name: 'HarvestChanged',
      violation: 'bytes',
    });
    // What was written of it is taken back.
    expect(sealing.packages.uploads.size).toBe(0);
  });

  it('is begun anew by another version, which may make other files of the same', async () => {
    const sealing = largeSealing();
    const demandId = await checkedDemand();
    await seal({ demandId, round: 1 }, sealing);
    const { path } = await sealed(desk, { ...sealing, version: '0.2.0' }, demandId);
    await verifyPackage(path, { keys: [givenKey(sealing.signer.pem)] });
    expect(sealing.packages.uploads.size).toBe(0);
  });

  it('leaves nothing behind that nobody is told of: withdrawn while its first part was packed', async () => {
    const sealing = largeSealing();
    const demandId = await checkedDemand();
    let reads = 0;
    const store: Sealing['store'] = {
      ...sealing.store,
      read: async (id) => {
        reads += 1;
        const record = await sealing.store.read(id);
        return record && reads > 1 ? { ...record, withdrawnAt: '2026-11-20T13:00:00.000Z' } : record;
      },
    };
    await seal({ demandId, round: 1 }, { ...sealing, store });
    expect(await desk.ledger.store.part(demandId, PACKING(1))).toBeUndefined();
    expect(sealing.packages.uploads.size).toBe(0);
  });

  it('waits for what is under way before it takes back what it wrote', async () => {
    const written: number[] = [];
    let isGivenUp = false;
    const packages: PackageStore = {
      ...memoryPackages(),
      upload: async (_upload, number) => {
        await new Promise((resolve) => setTimeout(resolve, number * 20));
        if (number === 1) throw new Error('cut off');
        expect(isGivenUp).toBe(false);
        written.push(number);
        return { number, etag: '', sha256: '' };
      },
      giveUp: async () => {
        isGivenUp = true;
      },
    };
    const outlet = new ArchiveOutlet(packages, 'key');
    for (let number = 0; number < 3; number += 1) await outlet.write(Buffer.alloc(15 * MIB));
    await expect(outlet.settle()).rejects.toThrow('cut off');
    await outlet.abandon();
    expect([isGivenUp, written]).toEqual([true, [2, 3]]);
  });

  it.each([
    ['bytes', { count: 2, bytes: 33 * 1024 * MIB }],
    ['files', { count: 1_000_001, bytes: 10 }],
  ])('of too many %s is refused before anything is packed', (_of, blobs) => {
    const harvest = { blobs, records: { size: 10 } } as HarvestPart;
    expect(() => requirePackable({ harvests: [harvest] })).toThrow(PackageTooLarge);
  });

  it.each([
    ['is withdrawn', { withdrawnAt: '2026-11-20T13:00:00.000Z' }],
    ['is set aside by a court', QUASHED],
  ])('ends when the demand %s', async (_, of) => {
    const sealing = largeSealing();
    const demandId = await checkedDemand();
    await seal({ demandId, round: 1 }, sealing);
    expect(sealing.packages.uploads.size).toBe(1);
    const store: Sealing['store'] = {
      ...sealing.store,
      read: async (id) => {
        const record = await sealing.store.read(id);
        return record && { ...record, ...of };
      },
    };
    expect(await seal({ demandId, round: 1 }, { ...sealing, store })).toEqual({ demandId, round: 1 });
    expect(sealing.packages.uploads.size).toBe(0);
  });
});

async function* changedBytes(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('From another message');
}
