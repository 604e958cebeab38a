import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { ArchiveOutlet } from '../../functions/disclosure/archive-outlet.ts';
import type { PackageStore } from '../../functions/disclosure/package-store.ts';

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
    for (let number = 0; size < 150 * MIB; number += 1) {
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
