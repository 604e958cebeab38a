import { createHash, type Hash } from 'node:crypto';

/** Small enough for Node's pool: each message of a mailbox has one. */
const ROOM = 4000;

/** SHA-256 of many short pieces: they are gathered, for a call of the hash costs more than a line. */
export class GatheredHash {
  readonly #hash: Hash = createHash('sha256');
  readonly #room = Buffer.allocUnsafe(ROOM);
  #used = 0;

  update(bytes: Uint8Array): void {
    if (this.#used + bytes.length > ROOM) this.#flush();
    if (bytes.length > ROOM) this.#hash.update(bytes);
    else {
      this.#room.set(bytes, this.#used);
      this.#used += bytes.length;
    }
  }

  /** Of all so far, in lower-case hex; more can follow. */
  digest(): string {
    this.#flush();
    return this.#hash.copy().digest('hex');
  }

  #flush(): void {
    this.#hash.update(this.#room.subarray(0, this.#used));
    this.#used = 0;
  }
}
