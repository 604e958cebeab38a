import { createHash } from 'node:crypto';

/** The SHA-256 of each volume of a package, of its bytes as they come. */
export class VolumeHashes {
  readonly #bytes: number;
  readonly #done: string[] = [];
  #hash = createHash('sha256');
  #room: number;

  /** @param bytes of a volume; the last may have fewer */
  constructor(bytes: number) {
    this.#bytes = bytes;
    this.#room = bytes;
  }

  update(bytes: Uint8Array): void {
    for (let rest = bytes; rest.byteLength > 0; ) {
      const piece = rest.subarray(0, this.#room);
      this.#hash.update(piece);
      this.#room -= piece.byteLength;
      rest = rest.subarray(piece.byteLength);
      if (this.#room === 0) this.#next();
    }
  }

  all(): string[] {
    if (this.#room < this.#bytes) this.#next();
    return this.#done;
  }

  #next(): void {
    this.#done.push(this.#hash.digest('hex'));
    this.#hash = createHash('sha256');
    this.#room = this.#bytes;
  }
}
