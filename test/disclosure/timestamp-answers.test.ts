import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { certificatesOf } from '../../functions/disclosure/timestamps/certificate-chain.ts';
import { readTimestamp } from '../../functions/disclosure/timestamps/read-timestamp.ts';
import { nonceOf, timestampQuery } from '../../functions/disclosure/timestamps/timestamp-query.ts';
import { verifyTimestamp } from '../../scripts/verify/verify-timestamp.ts';
import {
  type Answering,
  CODE_SIGNING,
  issue,
  pemOf,
  TIME_STAMPING,
  timestampAnswer,
} from '../kit/timestamp-authority.ts';

const AT = new Date('2026-11-20T13:00:00Z');
const DATA = Buffer.from('a package');
const SHA_256 = createHash('sha256').update(DATA).digest('hex');
const NONCE = nonceOf(randomBytes(16));
const QUERY = timestampQuery(SHA_256, NONCE);

const purposes = [TIME_STAMPING];
const root = issue({ name: 'Root', isCa: true });
const between = issue({ name: 'Between', issuer: root, isCa: true });
const signer = issue({ name: 'Timestamps', issuer: between, purposes });
const direct = issue({ name: 'Timestamps', issuer: root, purposes });
const strange = issue({ name: 'Root', isCa: true });
const GOOD: Answering = { signer, with: [between], at: AT };

/** What the service says of an answer: the time, or what is wrong with it. */
function ours(answer: Uint8Array, ca = pemOf(root)): string {
  try {
    const known = certificatesOf(ca);
    return readTimestamp(answer, { sha256: SHA_256, nonce: NONCE, now: AT, known }).toISOString();
  } catch (error) {
    return String(Object(error).fault);
  }
}

/** What the verifier says, which shares no code with the service. */
function theirs(answer: Uint8Array, ca: string | undefined = pemOf(root)): string {
  try {
    const [line = ''] = verifyTimestamp({ sha256: SHA_256, sealedAt: AT.toISOString() }, { answer, ca });
    return line.slice(13, 37);
  } catch (error) {
    return `${Object(error).name}`;
  }
}

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
/** What OpenSSL says, which is the third to judge. */
function openssl(answer: Uint8Array): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'tsr-'));
  try {
    const files = { 'a.tsr': answer, 'ca.pem': pemOf(root), data: DATA };
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
    const args = ['ts', '-verify', '-data', 'data', '-in', 'a.tsr', '-CAfile', 'ca.pem', '-no_check_time'];
    return spawnSync('openssl', args, { cwd: folder }).status === 0;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const answer = (given: Partial<Answering>) => timestampAnswer(QUERY, { ...GOOD, ...given });
const altered = (bytes: Uint8Array, at: number) =>
  Uint8Array.from(bytes, (byte, index) => (index === at ? byte ^ 1 : byte));

describe('a timestamp', () => {
  it.each([
    ['of a chain that leads to the named authority', {}],
    ['of the named authority itself', { signer: direct, with: [] }],
    ['that was granted with changes', { status: 1 }],
  ])('%s is believed, by the service, the verifier and OpenSSL alike', (_, given) => {
    const bytes = answer(given);
    expect([ours(bytes), theirs(bytes)]).toEqual([AT.toISOString(), AT.toISOString()]);
    if (hasOpenssl) expect(openssl(bytes)).toBe(true);
  });

  it.each<[string, Partial<Answering>, string]>([
    ['of another hash', { sha256: '0'.repeat(64) }, 'imprint'],
    ['that was rejected', { status: 2 }, 'rejected'],
    ['that is still to come', { status: 3 }, 'rejected'],
    ['by a certificate for anything', { signer: issue({ name: 'T', issuer: root }) }, 'signer'],
    [
      'by a certificate for code',
      { signer: issue({ name: 'T', issuer: root, purposes: [CODE_SIGNING] }) },
      'signer',
    ],
    [
      'by a certificate for more than timestamps',
      { signer: issue({ name: 'T', issuer: root, purposes: [TIME_STAMPING, CODE_SIGNING] }) },
      'signer',
    ],
    [
      'by a certificate whose purpose may be overlooked',
      { signer: issue({ name: 'T', issuer: root, purposes, isCritical: false }) },
      'signer',
    ],
    ['that names another certificate of its key', { signer: direct, named: between }, 'signer'],
    ['that another key signed', { key: strange.key }, 'signature'],
    [
      "by a stranger's authority of the same name",
      { signer: issue({ name: 'T', issuer: strange, purposes }), with: [strange] },
      'chain',
    ],
    ['whose chain has a gap', { with: [] }, 'chain'],
    [
      'whose issuer is no authority',
      { signer: issue({ name: 'T', issuer: direct, purposes }), with: [direct] },
      'chain',
    ],
    [
      'by a certificate that had ended',
      { signer: issue({ name: 'T', issuer: root, purposes, until: '2026-11-01T00:00:00Z' }) },
      'chain',
    ],
    [
      'by a certificate that had not begun',
      { signer: issue({ name: 'T', issuer: root, purposes, from: '2026-12-01T00:00:00Z' }) },
      'chain',
    ],
  ])('%s is refused by the service and the verifier', (_, given, fault) => {
    const bytes = answer(given);
    expect([ours(bytes), theirs(bytes)]).toEqual([fault, 'TimestampFault']);
  });

  it.each<[string, Partial<Answering>, string]>([
    ['of another request', { nonce: nonceOf(randomBytes(16)) }, 'nonce'],
    ['of no request', { nonce: null }, 'nonce'],
    ['of an hour ago', { at: new Date('2026-11-20T12:00:00Z') }, 'time'],
    ['of an hour ahead', { at: new Date('2026-11-20T14:00:00Z') }, 'time'],
  ])('%s is refused by the service', (_, given, fault) => {
    expect(ours(answer(given))).toBe(fault);
  });

  it('by a net of authorities that all vouch for each other is refused in no time', () => {
    const alike = Array.from({ length: 40 }, () => issue({ ...strange, name: 'Root', isCa: true }));
    const bytes = answer({ signer: issue({ name: 'T', issuer: strange, purposes }), with: alike });
    const begun = performance.now();
    expect([ours(bytes), theirs(bytes)]).toEqual(['chain', 'TimestampFault']);
    expect(performance.now() - begun).toBeLessThan(5000);
  });

  it('that is older than its package is refused by the verifier, and one that came later is not', () => {
    expect(theirs(answer({ at: new Date('2026-11-20T12:00:00Z') }))).toBe('TimestampFault');
    expect(theirs(answer({ at: new Date('2026-11-21T12:00:00Z') }))).toBe('2026-11-21T12:00:00.000Z');
  });

  it('that nobody vouches for says so', () => {
    const given = { answer: answer({}), ca: undefined };
    const lines = verifyTimestamp({ sha256: SHA_256, sealedAt: AT.toISOString() }, given);
    expect(lines.join('\n')).toMatch(/nobody named\n.*anybody may have signed it/);
  });

  it('is refused when it is cut off anywhere, or something stands behind it', () => {
    const good = answer({});
    for (let length = 0; length < good.length; length += 41) {
      expect([length, ours(good.subarray(0, length))]).toEqual([length, 'unreadable']);
      expect([length, theirs(good.subarray(0, length))]).toEqual([length, 'TimestampFault']);
    }
    const more = Buffer.concat([good, Buffer.from([0x30, 0])]);
    expect([ours(more), theirs(more)]).toEqual(['unreadable', 'TimestampFault']);
  });

  it('is never another time for a change of any byte of it', () => {
    const good = answer({});
    for (let at = 0; at < good.length; at += 23) {
      const bytes = altered(good, at);
      for (const said of [ours(bytes), theirs(bytes)])
        if (said.startsWith('2')) expect([at, said]).toEqual([at, AT.toISOString()]);
    }
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a page', Buffer.from('<html>Sorry</html>')],
    ['a deep nest', Buffer.concat(Array.from({ length: 8000 }, () => Buffer.from([0x30, 0x80])))],
  ])('is not found in %s', (_, bytes) => {
    expect([ours(bytes), theirs(bytes)]).toEqual(['unreadable', 'TimestampFault']);
  });

  it('that OpenSSL made of a package is believed by the verifier', () => {
    const file = (path: string) => readFileSync(join(import.meta.dirname, path));
    const bytes = file('../ledger/golden/version-4/packages/01-grand-jury-subpoena.zip');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const of = { sha256, sealedAt: '2026-11-27T12:00:00.000Z' };
    const given = { answer: file('openssl/package.tsr'), ca: file('openssl/ca.pem').toString() };
    expect(verifyTimestamp(of, given)).toEqual([
      '  timestamp  2026-11-27T22:45:27.000Z, by an authority that you named',
    ]);
    expect(() => verifyTimestamp(of, { ...given, ca: pemOf(root) })).toThrow('not of the authority');
  });

  (hasOpenssl ? it : it.skip)(
    'is asked for in words that OpenSSL reads (skipped where there is no openssl)',
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'tsq-'));
      writeFileSync(join(folder, 'q.tsq'), QUERY);
      const { stdout } = spawnSync('openssl', ['ts', '-query', '-in', 'q.tsq', '-text'], { cwd: folder });
      rmSync(folder, { recursive: true });
      expect(String(stdout)).toMatch(/Hash Algorithm: sha256[\s\S]*Certificate required: yes/);
      expect(String(stdout)).toContain(Buffer.from(NONCE).toString('hex').toUpperCase());
    },
  );
});
