import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { csvRows } from '../../scripts/verify/csv-rows.ts';

import { givenKey } from '../../scripts/verify/trusted-key.ts';
import { verifyPackage } from '../../scripts/verify/verify-package.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { type Desk, openDesk } from '../retrieval/approved-demand.ts';
import { openSampleStores } from '../retrieval/sample-stores.ts';
import { packageFiles } from './package-files.ts';
import { fileChecked, sealed, sealingOf, YEAR } from './sealed-demand.ts';

const ACCOUNT = 'data/accounts/acct-0001';
let engine: Engine;
let desk: Desk;

beforeAll(async () => {
  engine = await startEngine();
  desk = await openDesk(engine, await openSampleStores(engine));
});
afterAll(() => engine.stop());

async function packageOf(items: string[]) {
  const sealing = sealingOf(desk);
  const { path } = await sealed(desk, sealing, await fileChecked(desk, { items, period: YEAR }));
  const verified = await verifyPackage(path, { keys: [givenKey(sealing.signer.pem)] });
  const files = await packageFiles(readFileSync(path));
  const bytes = (name: string) => files.get(name) ?? Buffer.alloc(0);
  return { ...verified, names: [...files.keys()], bytes };
}

/** A table without its byte order mark. */
const rowsOf = (table: Buffer) => csvRows(Readable.from([table.subarray(3)]));
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('a package with what was recorded of calls', () => {
  it('has the media as they were stored, listed with their hash and the call that each is of', async () => {
    const { manifest, bytes: fileOf } = await packageOf(['content.calls', 'traffic.call-records']);
    const rows: Record<string, string>[] = [];
    for await (const row of rowsOf(fileOf(`${ACCOUNT}/recordings.csv`)))
      rows.push(Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, String(cell ?? '')])));
    expect(rows.length).toBeGreaterThan(1);
    expect(manifest.accounts[0]?.records['content.calls']).toBe(rows.length);
    const stored = new Set([...desk.stores.buckets.calls.objects.values()].map((bytes) => sha256(bytes)));
    for (const { path = '', sha256: hash = '', mediaType, duration } of rows) {
      expect(path).toMatch(/^recordings\/\d{6}-(voicemail|recording|video-call)-[\d-]{10}\.(wav|avi)$/);
      const bytes = fileOf(`${ACCOUNT}/${path}`);
      expect(sha256(bytes)).toBe(hash);
      expect(stored).toContain(hash);
      expect(bytes.subarray(0, 4).toString()).toBe('RIFF');
      expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8);
      expect(bytes.subarray(8, 12).toString()).toBe(mediaType === 'audio/wav' ? 'WAVE' : 'AVI ');
      expect(Number(duration)).toBeGreaterThan(0);
    }
    const calls: unknown[] = [];
    for await (const { id } of rowsOf(fileOf(`${ACCOUNT}/call-records.csv`))) calls.push(id);
    for (const { call } of rows) expect(calls).toContain(call);
  });

  it('has none of it where call records alone were approved', async () => {
    const { names, bytes: fileOf } = await packageOf(['traffic.call-records']);
    expect(names.filter((name) => name.includes('recordings'))).toEqual([]);
    const header = fileOf(`${ACCOUNT}/call-records.csv`).toString().split('\r\n')[0];
    expect(header).not.toMatch(/recording|parties|duration/);
  });

  it('says under an order to intercept that nothing is captured as it happens', async () => {
    const { manifest, bytes: fileOf, records } = await packageOf(['live.content', 'subscriber.name']);
    expect(records).toBe(1);
    expect(manifest.scope.notHeld).toEqual(['live.content']);
    expect(fileOf('README.txt').toString()).toContain('live.content: nothing is captured as it happens');
  });
});
