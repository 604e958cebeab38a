import { createHash } from 'node:crypto';

/** How much is written into the room at once; there it can be twice as long. */
const PIECE = 32 * 1024;
const [LF, CR] = [0x0a, 0x0d];
const LINE_END = Buffer.from('\r\n', 'latin1');

/**
 * SHA-256 of texts, one after another, in which each LF counts as CR and LF. Pieces are gathered: a call of the hash costs
 * more than a line.
 */
export class CrlfHash {
  #hash = createHash('sha256');
  readonly #room = new Uint8Array(2 * PIECE);
  readonly #view = new DataView(this.#room.buffer);
  #used = 0;

  update(text: Uint8Array): void {
    for (let at = 0; at < text.length; at += PIECE) this.#put(text.subarray(at, at + PIECE));
  }

  /** Of the text, and of the text with one line end more, in lower-case hex. The next text begins. */
  finish(): { sha256: string; sha256Ended: string } {
    this.#flush();
    const sha256 = this.#hash.copy().digest('hex');
    const sha256Ended = this.#hash.update(LINE_END).digest('hex');
    this.#hash = createHash('sha256');
    return { sha256, sha256Ended };
  }

  #put(piece: Uint8Array): void {
    if (this.#used + 2 * piece.length > this.#room.length) this.#flush();
    this.#used = putText(piece, this.#view, this.#used);
  }

  #flush(): void {
    this.#hash.update(this.#room.subarray(0, this.#used));
    this.#used = 0;
  }
}

/** Writes a text with CR before each LF; returns where it ends. */
function putText({ buffer, byteOffset, length }: Uint8Array, room: DataView, from: number): number {
  const text = new DataView(buffer, byteOffset, length);
  let [at, to] = [0, from];
  while (at < length) {
    // Four bytes at once as long as none is LF: for such a byte x has one of zeros, and then alone a bit is left.
    for (; at + 4 <= length; at += 4, to += 4) {
      const word = text.getInt32(at, true);
      const x = word ^ 0x0a0a0a0a;
      if (((x - 0x01010101) & ~x & 0x80808080) !== 0) break;
      room.setInt32(to, word, true);
    }
    for (const end = Math.min(at + 4, length); at < end; at += 1, to += 1) {
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
