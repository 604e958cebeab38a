import { readFileSync, writeFileSync } from 'node:fs';
import { PackageFault } from '../../scripts/verify/package-fault.ts';
import { givenKey } from '../../scripts/verify/trusted-key.ts';
import { verifyPackage } from '../../scripts/verify/verify-package.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { openDesk } from '../retrieval/approved-demand.ts';
import { openSampleStores } from '../retrieval/sample-stores.ts';
import type { Files, ZipChange } from './bag-writer.ts';
import { at, extended } from './header-changes.ts';
import { otherS, repacked, resealed, written } from './repack.ts';
import { fileChecked, localSigner, sealed, sealingOf } from './sealed-demand.ts';

let engine: Engine;
let good: { path: string; pem: string };

beforeAll(async () => {
  engine = await startEngine();
  const desk = await openDesk(engine, await openSampleStores(engine));
  const sealing = sealingOf(desk);
  const { path } = await sealed(desk, sealing, await fileChecked(desk));
  good = { path, pem: sealing.signer.pem };
});
afterAll(() => engine.stop());

const rulesOf = async (path: string): Promise<string[]> => {
  const keys = [givenKey(good.pem)];
  try {
    await verifyPackage(path, { keys, thorough: true });
    return [];
  } catch (error) {
    if (!(error instanceof PackageFault)) throw error;
    return error.faults.map(({ rule }) => rule);
  }
};

const none = () => undefined;

describe('an archive', () => {
  it('that another writer made of the same files is byte for byte the same, and good', async () => {
    const path = await repacked(good.path, none);
    expect(readFileSync(path).equals(readFileSync(good.path))).toBe(true);
    expect(await rulesOf(path)).toEqual([]);
  });

  const changes: [string, ZipChange, string][] = [
    ['bytes before the first file', { prefix: Buffer.from('MZ') }, 'local-signature'],
    ['bytes before the directory', { gap: Buffer.from('gap!') }, 'archive-gap'],
    ['bytes at the end', { suffix: Buffer.from('more') }, 'archive-end'],
    ['a comment', { end: (end) => Buffer.concat([at(20, 2)(end), Buffer.from('hi')]) }, 'archive-end'],
    ['a comment that is only announced', { end: at(20, 2) }, 'end-comment'],
    ['another number of files', { end: at(10, 1) }, 'end-files'],
    ['files in another order', { unsorted: true }, 'archive-order'],
    ['a time in a local header', { local: at(10, 1) }, 'local-time'],
    ['a date in the directory', { central: at(14, 0x22) }, 'directory-date'],
    ['a flag of data descriptors', { local: at(6, 0x08) }, 'local-flags'],
    ['a flag in the directory', { central: at(8, 0x08) }, 'directory-flags'],
    ['another version needed', { local: at(4, 20) }, 'local-version'],
    ['another version in the directory', { central: at(6, 20) }, 'directory-version'],
    ['another maker', { central: at(4, 20) }, 'directory-made-by'],
    ['a method', { local: at(8, 8) }, 'local-method'],
    ['a CRC in local headers alone', { local: at(14, 0) }, 'local-crc'],
    ['a local size', { local: at(22, 0) }, 'local-size'],
    ['a local name', { local: at(31, 0x58) }, 'local-name'],
    ['a local extra field', { local: extended(28) }, 'local-extra'],
    ['an extra field in the directory', { central: extended(30) }, 'directory-extra'],
    ['a comment of an entry', { central: extended(32) }, 'directory-comment'],
    ['internal attributes', { central: at(36, 1) }, 'directory-internal-attributes'],
    ['the mode of a link', { central: at(41, 0xa1) }, 'directory-external-attributes'],
    ['a disk', { central: at(34, 1) }, 'directory-disk'],
  ];
  it.each(changes)('with %s is not good', async (_, change, rule) => {
    expect(await rulesOf(await repacked(good.path, none, change))).toContain(rule);
  });

  it('is not good by a flip of a bit, wherever it is', async () => {
    const bytes = readFileSync(good.path);
    const path = written(bytes);
    const step = Math.max(1, Math.floor(bytes.length / 150));
    for (let index = 0; index < bytes.length; index += step) {
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ (1 << (index % 8));
      writeFileSync(path, changed);
      expect([index, (await rulesOf(path)).length > 0]).toEqual([index, true]);
    }
  });

  it('tells of all faults, not of the first alone', async () => {
    const path = await repacked(good.path, none, { local: at(10, 1), central: at(14, 0x22) });
    expect(new Set(await rulesOf(path))).toEqual(new Set(['local-time', 'directory-date']));
  });
});

describe('a bag', () => {
  const changes: [string, (files: Files) => void, string][] = [
    ['a file that no list has', (files) => files.set('data/more.txt', Buffer.from('x')), 'bag-unlisted'],
    [
      'a tag file that nothing signs',
      (files) => files.set('more.txt', Buffer.from('x')),
      'statement-subjects',
    ],
    ['a list missing', (files) => files.delete('tagmanifest-sha512.txt'), 'bag-list'],
    ['another declaration', (files) => files.set('bagit.txt', Buffer.from('BagIt-Version: 0.97\n')), 'bagit'],
    [
      'another key beside it',
      (files) => files.set('signing-key.pem', Buffer.from(localSigner().pem)),
      'key-copy',
    ],
    ['an unsafe name', (files) => files.set('data/a\\b', Buffer.from('x')), 'name-unsafe'],
    [
      'names that are one in NFC',
      (files) => files.set('data/é', Buffer.from('x')).set('data/e\u0301', Buffer.from('x')),
      'name-twice',
    ],
    ['names that differ by case alone', (files) => files.set('readme.TXT', Buffer.from('x')), 'name-twice'],
  ];
  it.each(changes)('with %s is not good', async (_, change, rule) => {
    expect(await rulesOf(await repacked(good.path, change))).toContain(rule);
  });

  type Envelope = { payload: string; payloadType: string; signatures: { keyid: string; sig: string }[] };
  const envelopes: [string, (text: string) => string, string][] = [
    ['text after its end', (text) => `${text}\n`, 'envelope-canonical'],
    ['a member twice', (text) => text.replace('{', '{"payloadType":"x",'), 'envelope-canonical'],
    ['another type', (text) => text.replace('in-toto', 'other'), 'envelope-type'],
    [
      'two signatures',
      (text) => withEnvelope(text, (one) => one.signatures.push(...one.signatures)),
      'envelope-signatures',
    ],
    ['base64 in another form', (text) => text.replace(/"payload":"/, '"payload":" '), 'payload-base64'],
    [
      'the other s',
      (text) =>
        withEnvelope(text, ({ signatures: [one] }) => {
          if (one) one.sig = otherS(Buffer.from(one.sig, 'base64')).toString('base64');
        }),
      'signature-high-s',
    ],
  ];
  it.each(envelopes)('whose envelope has %s is not good', async (_, change, rule) => {
    const file = 'statement.dsse.json';
    const path = await repacked(good.path, (files) =>
      files.set(file, Buffer.from(change(`${files.get(file)}`))),
    );
    expect(await rulesOf(path)).toContain(rule);
  });

  function withEnvelope(text: string, change: (envelope: Envelope) => void): string {
    const envelope: Envelope = JSON.parse(text);
    change(envelope);
    return JSON.stringify(envelope);
  }
});

describe('trust', () => {
  it('is not taken from the package', async () => {
    expect(await verifyPackage(good.path)).toMatchObject({ vouched: false });
    expect(await verifyPackage(good.path, { keys: [givenKey(good.pem)] })).toMatchObject({ vouched: true });
  });

  it('is not in a package that a stranger signed again', async () => {
    const stranger = localSigner();
    const path = await resealed(good.path, stranger, (files) => {
      files.set('signing-key.pem', Buffer.from(stranger.pem));
    });
    expect(await verifyPackage(path)).toMatchObject({ vouched: false });
    expect(await rulesOf(path)).toEqual(['key-unknown']);
  });

  it.each([
    ['before its key was in use', { from: '2999-01-01T00:00:00.000Z' }],
    ['after its key was in use', { from: '1999-01-01T00:00:00.000Z', until: '2000-01-01T00:00:00.000Z' }],
  ])('ends where it was sealed %s', async (_, times) => {
    const keys = [{ ...givenKey(good.pem), ...times }];
    await expect(verifyPackage(good.path, { keys })).rejects.toThrow('not in use');
  });
});
