import { randomBytes } from 'node:crypto';
import { DigestThread } from '../../scripts/verify/digest-thread.ts';
import { type Stretch, StretchDigests } from '../../scripts/verify/stretch-digests.ts';

const stretch = (from: number, to: number, more: Partial<Stretch> = {}): Stretch => ({
  from,
  to,
  isEnd: true,
  sha512: false,
  crc: true,
  ...more,
});

describe('a thread that counts digests', () => {
  it('counts what is counted here: of empty files, of several in a chunk, of one in several chunks', async () => {
    const chunk = Buffer.from(new SharedArrayBuffer(1000));
    randomBytes(1000).copy(chunk);
    const asked = [
      [stretch(0, 0), stretch(10, 300, { sha512: true }), stretch(300, 1000, { isEnd: false })],
      [],
      [stretch(0, 1000, { isEnd: false })],
      [stretch(0, 1, { crc: true }), stretch(500, 600, { crc: false })],
    ];
    const [thread, here] = [new DigestThread(), new StretchDigests()];
    const counted = await Promise.all(asked.map((stretches) => thread.take(chunk, stretches)));
    thread.end();
    expect(counted).toEqual(asked.map((stretches) => here.take(chunk, stretches)));
    expect(counted.map(({ length }) => length)).toEqual([2, 0, 0, 2]);
  });

  it('tells whoever waits that it broke off', async () => {
    const thread = new DigestThread();
    // No chunk at all: nothing like it is asked by a reader.
    const asked = Reflect.apply(thread.take, thread, [undefined, [stretch(0, 1)]]);
    await expect(asked).rejects.toThrow();
    thread.end();
  });
});
