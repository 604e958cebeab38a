import { createHash, type Hash, hash } from 'node:crypto';

/** How much is written into the room at once; there it can be twice as long. */
const PIECE = 32 * 1024;
const [LF, CR] = [0x0a, 0x0d];
const LINE_END = Buffer.from('\r\n', 'latin1');

/**
 * SHA-256 of texts, one after another, in which each LF counts as CR and LF. Pieces are gathered: a call of the hash costs
 * more than a line, and most texts fit.
 */
export class CrlfHash {
  readonly #room = new Uint8Array(2 * PIECE + LINE_END.length);
  readonly #view = new DataView(this.#room.buffer);
  #used = 0;
  /** Of what was in the room before, and how much that was. */
  #hash: Hash | undefined;
  #hashed = 0;

  update(text: Uint8Array): void {
    for (let at = 0; at < text.length; at += PIECE) this.#put(text.subarray(at, at + PIECE));
  }

  /**
   * How many bytes the text has, and who says its hash until the next text comes, as it is or with one line end more; in
   * lower-case hex. The next text begins.
   */
  finish(): { size: number; sha256: (isEnded: boolean) => string } {
    const [before, used, size] = [this.#hash, this.#used, this.#hashed + this.#used];
    [this.#hash, this.#used, this.#hashed] = [undefined, 0, 0];
    this.#room.set(LINE_END, used);
    const sha256 = (isEnded: boolean): string => {
      const rest = this.#room.subarray(0, isEnded ? used + LINE_END.length : used);
      return before ? before.copy().update(rest).digest('hex') : hash('sha256', rest);
    };
    return { size, sha256 };
  }

  #put(piece: Uint8Array): void {
    if (this.#used + 2 * piece.length > 2 * PIECE) this.#flush();
    this.#used = putText(piece, this.#view, this.#used);
  }

  #flush(): void {
    this.#hash ??= createHash('sha256');
    this.#hash.update(this.#room.subarray(0, this.#used));
    this.#hashed += this.#used;
    this.#used = 0;
  }
}

/** Writes a text with CR before each LF; returns where it ends. */
function putText({ buffer, byteOffset, length }: Uint8Array, room: DataView, from: number): number {
  const text = new DataView(buffer, byteOffset, length);
  let [at, to] = [0, from];
  while (at < length) {
    // Eight bytes at once as long as none is LF: for such a byte x or y has one of zeros, and then alone a bit is left.
    for (; at + 8 <= length; at += 8, to += 8) {
      const one = text.getInt32(at, true);
      const other = text.getInt32(at + 4, true);
      const x = one ^ 0x0a0a0a0a;
      const y = other ^ 0x0a0a0a0a;
      if ((((x - 0x01010101) & ~x) | ((y - 0x01010101) & ~y)) & 0x80808080) break;
      room.setInt32(to, one, true);
      room.setInt32(to + 4, other, true);
    }
    for (const end = Math.min(at + 8, length); at < end; at += 1, to += 1) {
      const byte = text.getUint8(at);
      if (byte === LF) {
        room.setUint8(to, CR);
        to += 1;
      }
      room.setUint8(to, byte);
    }
  }
  return to;
}
