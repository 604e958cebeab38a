import { mkdtempSync, openAsBlob, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { STAND_INS } from '../../scripts/verify/browser/stand-ins.ts';
import type { Trust, Verdict } from '../../scripts/verify/browser/verdict.ts';
import { PackageFault } from '../../scripts/verify/package-fault.ts';
import { givenKey } from '../../scripts/verify/trusted-key.ts';
import { verifyPackage } from '../../scripts/verify/verify-package.ts';
import { type Files, repacked } from './repack.ts';

const ROOT = join(import.meta.dirname, '../..');
const GOLDEN = join(ROOT, 'test/ledger/golden');
const FORMAT_3 = join(import.meta.dirname, 'format-3/package.zip');
const OWN_PEM = readFileSync(join(import.meta.dirname, 'format-3/signing-key.pem'), 'utf8');

type Check = (blob: Blob, trust: Trust) => Promise<Verdict>;

let folder: string;
let text: string;
let checkBlob: Check;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'browser-'));
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['scripts/verify/browser/check-blob.ts'],
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'esm',
    alias: { ...STAND_INS },
  });
  text = outputFiles.map((file) => file.text).join('');
  const file = join(folder, 'check-blob.mjs');
  writeFileSync(file, text);
  // It brings a Buffer of its own, which is not to be the one of the tests after it.
  const own = globalThis.Buffer;
  ({ checkBlob } = await import(pathToFileURL(file).href));
  globalThis.Buffer = own;
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What Node's verifier says, in the same shape. */
async function onNode(path: string, trust: Trust): Promise<Verdict> {
  const keys = (trust.pems ?? []).map(givenKey);
  try {
    const { vouched, sha256 } = await verifyPackage(path, { keys, sha256: trust.sha256 });
    return { verdict: vouched ? 'good' : 'not-vouched', findings: [], count: 0, sha256 };
  } catch (error) {
    if (!(error instanceof PackageFault)) throw error;
    const { faults, count, sha256 } = error;
    return { verdict: 'not-good', findings: faults, count, ...(sha256 === undefined ? {} : { sha256 }) };
  }
}

async function expectSame(path: string, trust: Trust): Promise<Verdict> {
  const { contents, ...said } = await checkBlob(await openAsBlob(path), trust);
  expect(said).toEqual(await onNode(path, trust));
  return { ...said, ...(contents ? { contents } : {}) };
}

const written = (bytes: Buffer): string => {
  const path = join(folder, `${Math.random()}.zip`);
  writeFileSync(path, bytes);
  return path;
};

const edit = (files: Files, name: RegExp, change: (bytes: Buffer) => Buffer) => {
  const [path] = [...files.keys()].filter((one) => name.test(one));
  if (path === undefined) throw new Error(`no file is called ${name}`);
  files.set(path, change(Buffer.from(files.get(path) ?? '')));
};

describe('the verifier as a browser runs it', () => {
  it('takes nothing of Node, and compiles no text to code', () => {
    expect(text).not.toMatch(/node:|\brequire\(|process\.(env|version)|\beval\(/);
  });

  it.each([1, 2, 3, 4])('says of packages of the ledgers of version %d what Node says', async (version) => {
    for (const name of ['01-grand-jury-subpoena', '07-national-security-letter']) {
      const path = join(GOLDEN, `version-${version}/packages/${name}.zip`);
      expect(await expectSame(path, {})).toMatchObject({
        verdict: 'not-vouched',
        contents: { files: expect.any(Number) },
      });
    }
  });

  it('finds a package good by a key that was given, and not by another', async () => {
    expect(await expectSame(FORMAT_3, { pems: [OWN_PEM] })).toMatchObject({
      verdict: 'good',
      contents: { format: 'due-process-disclosure/3', instrument: expect.stringMatching(/^us\//) },
    });
    const path = join(GOLDEN, 'version-4/packages/01-grand-jury-subpoena.zip');
    expect(await expectSame(path, { pems: [OWN_PEM] })).toMatchObject({ verdict: 'not-good' });
    const other = await expectSame(FORMAT_3, { pems: [OWN_PEM], sha256: '0'.repeat(64) });
    expect(other.findings).toContainEqual(expect.objectContaining({ rule: 'sha256' }));
  });

  it('says so where what was given as keys is none', async () => {
    const blob = await openAsBlob(FORMAT_3);
    for (const trust of [{ pems: ['no key'] }, { publishedKeys: '{}' }, { publishedKeys: 'no json' }])
      expect(await checkBlob(blob, trust)).toEqual({ verdict: 'keys-unreadable', findings: [], count: 0 });
  });

  it.each<[string, (files: Files) => void]>([
    ['one byte of its data', (files) => edit(files, /^data\/.*\.csv$/, (bytes) => bytes.fill(0x41, 5, 6))],
    [
      'a file that is gone',
      (files) => files.delete([...files.keys()].find((name) => name.startsWith('data/')) ?? ''),
    ],
    ['a file that came', (files) => files.set('data/accounts/extra.csv', Buffer.from('x'))],
    ['no signature', (files) => files.delete('statement.dsse.json')],
    [
      'a changed statement',
      (files) =>
        edit(files, /^statement/, (bytes) => {
          const envelope = JSON.parse(bytes.toString());
          const said = Buffer.from(envelope.payload, 'base64').toString().replace('us/', 'gb/');
          return Buffer.from(JSON.stringify({ ...envelope, payload: Buffer.from(said).toString('base64') }));
        }),
    ],
    [
      'another signature',
      (files) =>
        edit(files, /^statement/, (bytes) => {
          const envelope = JSON.parse(bytes.toString());
          const [signature] = envelope.signatures;
          const sig = Buffer.from(signature.sig, 'base64');
          sig[sig.length - 1] = (sig.at(-1) ?? 0) ^ 1;
          return Buffer.from(
            JSON.stringify({ ...envelope, signatures: [{ ...signature, sig: sig.toString('base64') }] }),
          );
        }),
    ],
  ])('finds what Node finds of a package with %s', async (_, change) => {
    const path = await repacked(join(GOLDEN, 'version-4/packages/01-grand-jury-subpoena.zip'), change);
    expect(await expectSame(path, {})).toMatchObject({ verdict: 'not-good' });
  });

  it('finds what Node finds wherever a byte was changed, and however much was cut off', async () => {
    const whole = readFileSync(FORMAT_3);
    for (let at = 3; at < whole.length; at += Math.floor(whole.length / 4)) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect((await expectSame(written(changed), { pems: [OWN_PEM] })).verdict).toBe('not-good');
    }
    for (const length of [0, 1, 21, 22, 100, whole.length - 1])
      await expectSame(written(whole.subarray(0, length)), {});
    await expectSame(written(Buffer.from('<script>alert(1)</script>'.repeat(100))), {});
  });

  it('reads a large package a part at a time, each byte of it at most twice as often as it has bytes', async () => {
    const bytes = Buffer.alloc(5 * 1024 * 1024);
    const [most, all] = [[0], [0]];
    const blob = {
      size: bytes.length,
      slice: (from: number, to: number) => {
        most[0] = Math.max(most[0] ?? 0, to - from);
        all[0] = (all[0] ?? 0) + to - from;
        return new Blob([bytes.subarray(from, to)]);
      },
    };
    expect(await checkBlob(blob as Blob, {})).toMatchObject({
      verdict: 'not-good',
      sha256: expect.any(String),
    });
    expect(most[0]).toBeLessThanOrEqual(2 * 1024 * 1024);
    expect(all[0]).toBeLessThanOrEqual(2 * bytes.length);
  });
});
