import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { ArchiveOutlet } from '../../functions/disclosure/archive-outlet.ts';
import { completePackage } from '../../functions/disclosure/complete-package.ts';
import { DraftFile } from '../../functions/disclosure/draft-file.ts';
import { eachChunk } from '../../functions/disclosure/kept-bytes.ts';
import type { PackageStore } from '../../functions/disclosure/package-store.ts';
import { ScratchFile } from '../../functions/retrieval/scratch-file.ts';
import { memoryObjects } from '../kit/memory-objects.ts';

const MIB = 1024 * 1024;

/** A store that looks at a part's bytes only a while after it was given them, as a slow network does. */
function slowStore() {
  const written: Buffer[] = [];
  const store = {
    begin: async () => 'upload',
    upload: async (_upload: unknown, number: number, bytes: Uint8Array) => {
      for (let turn = 0; turn < 50; turn += 1) await setImmediate();
      written[number - 1] = Buffer.from(bytes);
      return { number, etag: '', sha256: '' };
    },
  } as unknown as PackageStore;
  return { store, written };
}

describe('the way of an archive into the store', () => {
  it('writes over nothing that is under way, however the bytes come', async () => {
    const { store, written } = slowStore();
    const outlet = new ArchiveOutlet(store, 'key');
    const hash = createHash('sha256');
    let size = 0;
    for (let number = 0; size < 100 * MIB; number += 1) {
      const chunk = Buffer.alloc([700_001, 3, 5 * MIB + 1, 64 * 1024, 17 * MIB][number % 5] ?? 0, number);
      hash.update(chunk);
      size += chunk.byteLength;
      await outlet.write(chunk);
    }
    await outlet.settle();
    expect(outlet.size).toBe(size);
    const all = createHash('sha256');
    for (const part of written) all.update(part);
    expect(all.digest('hex')).toBe(hash.digest('hex'));
    expect(written.slice(0, -1).map(({ byteLength }) => byteLength)).toEqual(
      written.slice(0, -1).map(() => 16 * MIB),
    );
  });
});

describe('a package that is read back', () => {
  it('has the hash of what stands, in whatever order its ranges come', async () => {
    const bytes = Buffer.alloc(100 * MIB + 7);
    for (let at = 0; at < bytes.length; at += MIB)
      bytes.fill(at / MIB + 1, at, Math.min(at + MIB, bytes.length));
    const packages = {
      complete: async () => undefined,
      find: async (key: string) => ({ key, versionId: 'v', size: bytes.length, etag: 'e' }),
      read: async (_standing: unknown, from: number, room: Uint8Array) => {
        // Of four that are under way the last comes first.
        for (let turn = (3 - ((from / (16 * MIB)) % 4)) * 3; turn >= 0; turn -= 1) await setImmediate();
        bytes.copy(room, 0, from);
      },
    } as unknown as PackageStore;
    const signed = { manifestSha256: '', signature: '', keyId: '' };
    const about = { round: 1, contentHash: '', software: '', key: 'k', uploadId: 'u' };
    const counts = { uploaded: 0, size: bytes.length, files: 0, bytes: 0, noted: 0, lists: [] };
    const stored = await completePackage(
      'd-1',
      { ...about, ...counts, signed },
      { packages, lists: memoryObjects() },
    );
    expect(stored.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  });
});

describe('a file that is drafted', () => {
  it('has the same in the scratch file and gives the same back, in whatever pieces it came', async () => {
    const bytes = Buffer.alloc(3 * MIB + 5, 'some of all that is written ');
    const came: number[] = [];
    for (const size of [1000, 65_536, 300_001, MIB, 4 * MIB]) {
      const scratch = new ScratchFile();
      const draft = new DraftFile('a', scratch);
      for (let at = 0; at < bytes.length; at += size) await draft.write(bytes.subarray(at, at + size));
      came.push(scratch.size);
      const { sha256, content } = await draft.finish();
      const hash = createHash('sha256');
      await eachChunk(content, (chunk) => void hash.update(chunk));
      expect(hash.digest('hex')).toBe(sha256);
      expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
      await scratch.close();
    }
    // A part of a packing ends by how much there is: every run of it ends at the same record.
    expect(new Set(came).size).toBe(1);
  });
});
