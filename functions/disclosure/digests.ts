import { createHash, hash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** Everything that a package says of a file's bytes. */
export type Digested = {
  /** Lower-case hex. */
  sha256: string;
  sha512: string;
  crc32: number;
  size: number;
};

/** Takes bytes as they stream by. */
export class Digests {
  readonly #sha256 = createHash('sha256');
  readonly #sha512 = createHash('sha512');
  #crc32 = 0;
  #size = 0;

  update(chunk: Uint8Array): void {
    this.#sha256.update(chunk);
    this.#sha512.update(chunk);
    this.#crc32 = crc32(chunk, this.#crc32);
    this.#size += chunk.byteLength;
  }

  finish(): Digested {
    return {
      sha256: this.#sha256.digest('hex'),
      sha512: this.#sha512.digest('hex'),
      crc32: this.#crc32,
      size: this.#size,
    };
  }
}

/** Of bytes that are held. Most are one chunk, for which no hash need be kept. */
export function digestsOf(chunks: readonly Uint8Array[]): Digested {
  const [first, second] = chunks;
  if (first && !second)
    return {
      sha256: hash('sha256', first),
      sha512: hash('sha512', first),
      crc32: crc32(first),
      size: first.byteLength,
    };
  const digests = new Digests();
  for (const chunk of chunks) digests.update(chunk);
  return digests.finish();
}
