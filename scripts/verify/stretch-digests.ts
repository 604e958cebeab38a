import { createHash, type Hash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** Bytes of a chunk that are of one file, whether they are its last, and what is counted of it beside SHA-256. */
export type Stretch = { from: number; to: number; isEnd: boolean; sha512: boolean; crc: boolean };
/** Of a whole file, in lower-case hex; the CRC is 0 where it was not asked for. */
export type Digest = { sha256: string; sha512?: string; crc: number };

/** Whoever counts digests of files whose bytes come in chunks: here, or in another thread. */
export type Counter = {
  /** Memory for chunks that it takes without copying them. */
  room(length: number): Buffer;
  /** The digests of the files that end in the chunk, which must stay as it is until then. */
  take(chunk: Uint8Array, stretches: readonly Stretch[]): Digest[] | Promise<Digest[]>;
  end(): void;
};

/** Makes who counts the digest of an archive of so many bytes, or those of its files. */
export type CounterOf = (size: number, of: 'whole' | 'files') => Counter;

type Open = { sha256: Hash; sha512: Hash | undefined; crc: number };

export class StretchDigests implements Counter {
  #open: Open | undefined;

  room(length: number): Buffer {
    return Buffer.allocUnsafeSlow(length);
  }

  take(chunk: Uint8Array, stretches: readonly Stretch[]): Digest[] {
    const ended: Digest[] = [];
    for (const stretch of stretches) {
      this.#open ??= begun(stretch);
      const { sha256, sha512 } = this.#open;
      const bytes = chunk.subarray(stretch.from, stretch.to);
      sha256.update(bytes);
      sha512?.update(bytes);
      if (stretch.crc) this.#open.crc = crc32(bytes, this.#open.crc);
      if (!stretch.isEnd) continue;
      const more = sha512 ? { sha512: sha512.digest('hex') } : {};
      ended.push({ sha256: sha256.digest('hex'), ...more, crc: this.#open.crc });
      this.#open = undefined;
    }
    return ended;
  }

  end(): void {}
}

const begun = ({ sha512 }: Stretch): Open => ({
  sha256: createHash('sha256'),
  sha512: sha512 ? createHash('sha512') : undefined,
  crc: 0,
});
