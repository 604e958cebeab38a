const SENDER = /^[!-~]{1,254}$/;

/** The line that begins a message in a mailbox (RFC 4155): envelope sender and UTC time in asctime's form. */
export function fromLine(sender: string, at: string): string {
  const [weekday, day = '', month, year, clock] = new Date(at).toUTCString().split(/,? /);
  const when = `${weekday} ${month} ${day.replace(/^0/, ' ')} ${clock} ${year}`;
  return `From ${SENDER.test(sender) ? sender : 'MAILER-DAEMON'} ${when}\n`;
}

/** The most bytes that a message of `size` has in a mailbox, with the line that begins it. */
export const mostOf = (size: number): number => size + Math.ceil(size / 5) + 400;

const [LF, CR, QUOTE] = [0x0a, 0x0d, 0x3e];
const FROM = Buffer.from('From ', 'latin1');

/** The highest bit of a byte is set where one of the four is below 16, and nowhere else. */
const lowIn = (word: number): number => {
  const high = word & 0xf0f0f0f0;
  return (high - 0x01010101) & ~high;
};

/**
 * A message as a mailbox of the kind mboxrd has it: line ends are LF, every line that begins with any number of `>`
 * and `From ` gets one more `>`, and an empty line ends it. Undone by taking one `>` away and making LF CRLF again.
 * What is kept between chunks is a CR and the beginning of `From `, however long a line is. One message after another.
 */
export class MboxrdBody {
  /** How much of `From ` has come since the line began and its `>`; -1 once something else has. */
  #matched = 0;
  #isAfterCr = false;
  #isEnded = true;
  #isExact = true;
  #out = Buffer.alloc(0);
  #words = new DataView(this.#out.buffer);

  /** @returns what comes of a chunk; the next call writes over it */
  take(chunk: Uint8Array): Uint8Array {
    const length = chunk.byteLength;
    // A CR and part of a `From ` may wait from before, and every whole `From ` gets a letter more.
    const most = length + Math.ceil(length / FROM.length) + 8;
    if (this.#out.byteLength < most) {
      this.#out = Buffer.allocUnsafeSlow(most);
      this.#words = new DataView(this.#out.buffer);
    }
    const [out, to] = [this.#out, this.#words];
    const from = new DataView(chunk.buffer, chunk.byteOffset, length);
    let [matched, isAfterCr, isExact] = [this.#matched, this.#isAfterCr, this.#isExact];
    let [at, end] = [0, 0];
    while (at < length) {
      // The rest of a line. Most bytes go this way, so that it is a loop of its own, eight bytes at once while none is below 16.
      if (matched < 0 && !isAfterCr) {
        for (; at + 8 <= length; at += 8, end += 8) {
          const one = from.getInt32(at, true);
          const other = from.getInt32(at + 4, true);
          if (((lowIn(one) | lowIn(other)) & 0x80808080) !== 0) break;
          to.setInt32(end, one, true);
          to.setInt32(end + 4, other, true);
        }
        const stop = Math.min(at + 8, length);
        for (; at < stop; at += 1) {
          const byte = chunk[at] as number;
          if (byte === LF || byte === CR) break;
          out[end++] = byte;
        }
        if (at === stop) continue;
      }
      const byte = chunk[at++] as number;
      // What came of a `From ` goes out when it is known what the line is.
      const isHeld = byte === CR || byte === FROM[matched] || (byte === QUOTE && matched === 0);
      if (isAfterCr || !isHeld) {
        for (let index = 0; index < matched; index += 1) out[end++] = FROM[index] as number;
        matched = -1;
      }
      if (byte !== LF && isAfterCr) {
        out[end++] = CR;
        isExact = false;
      }
      if (byte === LF) {
        out[end++] = LF;
        if (!isAfterCr) isExact = false;
        matched = 0;
      } else if (byte === FROM[matched]) {
        matched += 1;
        if (matched === FROM.length) {
          out[end++] = QUOTE;
          end += FROM.copy(out, end);
          matched = -1;
        }
      } else if (byte !== CR) out[end++] = byte;
      isAfterCr = byte === CR;
    }
    if (length > 0) this.#isEnded = chunk[length - 1] === LF;
    [this.#matched, this.#isAfterCr, this.#isExact] = [matched, isAfterCr, isExact];
    return out.subarray(0, end);
  }

  /**
   * What stands behind the last chunk. The next message begins.
   * @returns with it, whether line ends were those of RFC 5322, so that the bytes can be restored from the mailbox
   */
  finish(): { end: Uint8Array; isExact: boolean } {
    const held = FROM.toString('latin1', 0, Math.max(this.#matched, 0));
    const ended = `${held}${this.#isAfterCr ? '\r' : ''}${this.#isEnded ? '' : '\n'}\n`;
    const isExact = this.#isExact && !this.#isAfterCr;
    [this.#matched, this.#isAfterCr, this.#isEnded, this.#isExact] = [0, false, true, true];
    return { end: Buffer.from(ended, 'latin1'), isExact };
  }
}
