/** What a message became in a mailbox. */
export type MboxOutcome = {
  /** False where line ends were not those of RFC 5322, so that its bytes cannot be restored from the mailbox. */
  isExact: boolean;
};

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
export async function* mboxrdBody(
  message: AsyncIterable<Uint8Array>,
  outcome: MboxOutcome,
): AsyncGenerator<Uint8Array> {
  /** How much of `From ` has come since the line began and its `>`; -1 once something else has. */
  let matched = 0;
  let [isAfterCr, isEnded] = [false, true];
  for await (const chunk of message) {
    // A CR and part of a `From ` may wait from before, and every whole `From ` gets a letter more.
    const out = Buffer.allocUnsafe(chunk.byteLength + Math.ceil(chunk.byteLength / FROM.length) + 8);
    let end = 0;
    const release = () => {
      for (let index = 0; index < matched; index += 1) out[end++] = FROM[index] ?? 0;
      matched = -1;
    };
    for (let at = 0; at < chunk.byteLength; at += 1) {
      if (matched < 0 && !isAfterCr) {
        const text = textLength(chunk, at);
        out.set(chunk.subarray(at, at + text), end);
        [end, at] = [end + text, at + text];
        isEnded &&= text === 0;
        if (at === chunk.byteLength) break;
      }
      const byte = chunk[at] ?? 0;
      if (byte !== LF && isAfterCr) {
        release();
        out[end++] = CR;
        outcome.isExact = false;
      }
      if (byte === LF) {
        release();
        out[end++] = LF;
        if (!isAfterCr) outcome.isExact = false;
        matched = 0;
      } else if (byte === FROM[matched]) {
        matched += 1;
        if (matched === FROM.length) {
          out[end++] = QUOTE;
          release();
        }
      } else if (byte !== CR) {
        if (matched !== 0 || byte !== QUOTE) release();
        out[end++] = byte;
      }
      isAfterCr = byte === CR;
      isEnded = byte === LF;
    }
    if (end > 0) yield out.subarray(0, end);
  }
  if (isAfterCr) outcome.isExact = false;
  const held = `${FROM.toString('latin1', 0, Math.max(matched, 0))}${isAfterCr ? '\r' : ''}`;
  yield Buffer.from(`${held}${isEnded ? '' : '\n'}\n`, 'latin1');
}

/** How many bytes there are before the next CR or LF. */
function textLength(chunk: Uint8Array, from: number): number {
  let at = from;
  while (at < chunk.byteLength && chunk[at] !== LF && chunk[at] !== CR) at += 1;
  return at - from;
}
