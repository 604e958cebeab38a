import { dateTime } from './date-time.ts';
import { GatheredHash } from './gathered-hash.ts';
import { MessageStamp } from './message-stamp.ts';
import { PackageFault } from './package-fault.ts';

/** One message of a mailbox. */
export type MboxMessage = {
  /** When its separator says that it came. */
  at: number;
  /** SHA-256 of its bytes with CRLF, and of the same without the last line's end: mailboxes always end a line. */
  sha256: string;
  sha256Unended: string;
  /** When its topmost Received field, else its Date, says that it came. */
  stamped: number | undefined;
};

const SEPARATOR = /^From \S+ (\w{3}) (\w{3}) ([ \d]\d) (\d{2}:\d{2}:\d{2}) (\d{4})$/;

const [LF, QUOTE] = [0x0a, 0x3e];
const FROM = Buffer.from('From ', 'latin1');
const MAX_SEPARATOR = 1000;
const QUOTES = Buffer.alloc(64 * 1024, '>');
const LINE_ENDS = Buffer.alloc(64 * 1024, '\r\n');

/** What a line begins with so far: this many `>`, and after them this much of `From `. */
type Start = { quotes: number; matched: number };

/** Messages of an mboxrd mailbox, with the quoting undone. Lines may be of any length: none is held. */
export async function* mboxMessages(source: AsyncIterable<Uint8Array>): AsyncGenerator<MboxMessage> {
  let open: Reading | undefined;
  /** Undefined once it is known what kind of line it is. */
  let start: Start | undefined = { quotes: 0, matched: 0 };
  let separator: string | undefined;
  const message = () => {
    if (!open) throw new PackageFault('a mailbox does not begin with a message');
    return open;
  };
  for await (const chunk of source) {
    let at = 0;
    while (at < chunk.length) {
      if (start) {
        at = grow(start, chunk, at);
        if (at === chunk.length && start.matched < FROM.length) break;
        if (start.matched < FROM.length) message().addStart(start);
        else if (start.quotes > 0) message().addStart({ ...start, quotes: start.quotes - 1 });
        else separator = 'From ';
        start = undefined;
      }
      const end = chunk.indexOf(LF, at);
      const bytes = chunk.subarray(at, end < 0 ? chunk.length : end);
      if (separator === undefined) message().add(bytes);
      else separator += Buffer.from(bytes).toString('latin1');
      if (separator !== undefined && separator.length > MAX_SEPARATOR)
        throw new PackageFault('a mailbox has a separator that is too long');
      if (end < 0) break;
      at = end + 1;
      start = { quotes: 0, matched: 0 };
      if (separator === undefined) {
        message().endLine();
        continue;
      }
      if (open) yield open.end();
      open = new Reading(separator);
      separator = undefined;
    }
  }
  if (separator !== undefined || (start && start.quotes + start.matched > 0))
    throw new PackageFault('a message in a mailbox breaks off');
  if (open) yield open.end();
}

/** Takes what continues the start of a line; returns where the rest of the line begins. */
function grow(start: Start, chunk: Uint8Array, from: number): number {
  let at = from;
  for (; at < chunk.length && start.matched < FROM.length; at += 1)
    if (chunk[at] === QUOTE && start.matched === 0) start.quotes += 1;
    else if (chunk[at] === FROM[start.matched]) start.matched += 1;
    else break;
  return at;
}

class Reading {
  readonly #at: number;
  readonly #hash = new GatheredHash();
  readonly #stamp = new MessageStamp();
  #isLineEmpty = true;
  #isLastLineEmpty = false;
  #lines = 0;
  /** Line ends that no text has followed: the last two are of the last line, and of the empty one after a message. */
  #waiting = 0;

  constructor(separator: string) {
    const [, weekday, month, day = '', clock, year] = SEPARATOR.exec(separator) ?? [];
    const at = dateTime(`${weekday}, ${day.trim()} ${month} ${year} ${clock} +0000`);
    if (at === undefined) throw new PackageFault('a mailbox has a separator without a date');
    this.#at = at;
  }

  /** What a line begins with, which turned out to be text. */
  addStart({ quotes, matched }: Start): void {
    for (let left = quotes; left > 0; left -= QUOTES.length) this.add(QUOTES.subarray(0, left));
    this.add(FROM.subarray(0, matched));
  }

  /** Bytes of a line, without its end. */
  add(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#flush(this.#waiting);
    this.#hash.update(bytes);
    this.#isLineEmpty = false;
    this.#stamp.add(bytes);
  }

  endLine(): void {
    this.#stamp.endLine();
    this.#isLastLineEmpty = this.#isLineEmpty;
    this.#isLineEmpty = true;
    this.#lines += 1;
    this.#waiting += 1;
  }

  end(): MboxMessage {
    if (!this.#isLineEmpty || !this.#isLastLineEmpty)
      throw new PackageFault('a message in a mailbox breaks off');
    this.#flush(this.#waiting - 2);
    const sha256Unended = this.#hash.digest();
    if (this.#lines > 1) this.#hash.update(LINE_ENDS.subarray(0, 2));
    return { at: this.#at, sha256: this.#hash.digest(), sha256Unended, stamped: this.#stamp.value() };
  }

  #flush(ends: number): void {
    for (let left = ends * 2; left > 0; left -= LINE_ENDS.length)
      this.#hash.update(LINE_ENDS.subarray(0, left));
    this.#waiting = 0;
  }
}
