const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const SENDER = /^[!-~]{1,254}$/;

/** The line that begins a message in a mailbox (RFC 4155): envelope sender and UTC time in asctime's form. */
export function fromLine(sender: string, at: string): string {
  const date = new Date(at);
  const [clock = ''] = date.toISOString().slice(11).split('.');
  const day = String(date.getUTCDate()).padStart(2, ' ');
  const when = `${DAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${day} ${clock} ${date.getUTCFullYear()}`;
  return `From ${SENDER.test(sender) ? sender : 'MAILER-DAEMON'} ${when}\n`;
}

/** The most bytes that a message of `size` has in a mailbox, with the line that begins it. */
export const mostOf = (size: number): number => size + Math.ceil(size / 5) + 400;

const [LF, CR, QUOTE] = [0x0a, 0x0d, 0x3e];
const FROM = Buffer.from('From ', 'latin1');

/**
 * A message as a mailbox of the kind mboxrd has it: line ends are LF, every line that begins with any number of `>`
 * and `From ` gets one more `>`, and an empty line ends it. Undone by taking one `>` away and making LF CRLF again.
 * What is kept between chunks is a CR and the beginning of `From `, however long a line is.
 */
export class MboxrdBody {
  /** How much of `From ` has come since the line began and its `>`; -1 once something else has. */
  #matched = 0;
  #isAfterCr = false;
  #isEnded = true;
  #isExact = true;
  #out = Buffer.alloc(0);

  /** False where line ends were not those of RFC 5322, so that the bytes cannot be restored from the mailbox. */
  get isExact(): boolean {
    return this.#isExact;
  }

  /** @returns what comes of a chunk; the next call writes over it */
  take(chunk: Uint8Array): Uint8Array {
    const length = chunk.byteLength;
    // A CR and part of a `From ` may wait from before, and every whole `From ` gets a letter more.
    const most = length + Math.ceil(length / FROM.length) + 8;
    if (this.#out.byteLength < most) this.#out = Buffer.allocUnsafeSlow(most);
    const out = this.#out;
    let [matched, isAfterCr, isExact] = [this.#matched, this.#isAfterCr, this.#isExact];
    let [at, end] = [0, 0];
    while (at < length) {
      // The rest of a line. Most bytes go this way, so that it is a loop of its own.
      if (matched < 0 && !isAfterCr)
        while (at < length) {
          const byte = chunk[at] as number;
          if (byte === LF || byte === CR) break;
          out[end++] = byte;
          at += 1;
        }
      if (at === length) break;
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

  /** What stands behind the last chunk. */
  end(): Uint8Array {
    if (this.#isAfterCr) this.#isExact = false;
    const held = FROM.toString('latin1', 0, Math.max(this.#matched, 0));
    return Buffer.from(`${held}${this.#isAfterCr ? '\r' : ''}${this.#isEnded ? '' : '\n'}\n`, 'latin1');
  }
}
