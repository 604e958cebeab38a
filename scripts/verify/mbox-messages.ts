import { CrlfHash } from './crlf-hash.ts';
import { dateTime } from './date-time.ts';
import { MessageStamp } from './message-stamp.ts';
import { PackageFault } from './package-fault.ts';

/** One message of a mailbox. */
export type MboxMessage = {
  /** When its separator says that it came. */
  at: number;
  /**
   * Whether it has this SHA-256, with CRLF, and with its last line's end or without: mailboxes always end a line. Until the
   * next message is asked for. Where its size is said, that form is tried first.
   */
  isOf(sha256: string | undefined, size?: string): boolean;
  /** When its topmost Received field, else its Date, says that it came. */
  stamped: number | undefined;
};

const SEPARATOR = /^From \S+ (\w{3}) (\w{3}) ([ \d]\d) (\d{2}:\d{2}:\d{2}) (\d{4})$/;

const [LF, QUOTE] = [0x0a, 0x3e];
const FROM = Buffer.from('From ', 'latin1');
const MAX_SEPARATOR = 1000;
const QUOTES = Buffer.alloc(64 * 1024, '>');
const LINE_ENDS = Buffer.alloc(64 * 1024, '\n');

/** What a line begins with so far: this many `>`, and after them this much of `From `. */
type Start = { quotes: number; matched: number };

/** Messages of an mboxrd mailbox, with the quoting undone. Lines may be of any length: none is held. */
export async function* mboxMessages(source: AsyncIterable<Uint8Array>): AsyncGenerator<MboxMessage> {
  const hash = new CrlfHash();
  let open: Reading | undefined;
  /** Undefined once it is known what kind of line it is. */
  let start: Start | undefined = { quotes: 0, matched: 0 };
  let separator: string | undefined;
  const message = () => {
    if (!open) throw new PackageFault('a mailbox does not begin with a message');
    return open;
  };
  for await (const { buffer, byteOffset, length } of source) {
    const chunk = Buffer.from(buffer, byteOffset, length);
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
      const end = separator === undefined ? endOfText(chunk, at) : endOfLine(chunk, at);
      const bytes = chunk.subarray(at, end);
      at = end;
      const isEnded = bytes.at(-1) === LF;
      if (isEnded) start = { quotes: 0, matched: 0 };
      if (separator === undefined) {
        message().add(bytes);
        continue;
      }
      separator += bytes.toString('latin1');
      if (separator.length > MAX_SEPARATOR)
        throw new PackageFault('a mailbox has a separator that is too long');
      if (!isEnded) break;
      if (open) yield open.end();
      open = new Reading(separator.slice(0, -1), hash);
      separator = undefined;
    }
  }
  if (separator !== undefined || (start && start.quotes + start.matched > 0))
    throw new PackageFault('a message in a mailbox breaks off');
  if (open) yield open.end();
}

function endOfLine(chunk: Buffer, from: number): number {
  const end = chunk.indexOf(LF, from);
  return end < 0 ? chunk.length : end + 1;
}

/** Where the first line begins of which it is not known that it is text as it stands; it is asked amid another line. */
function endOfText(chunk: Buffer, from: number): number {
  for (let found = chunk.indexOf(FROM, from); found >= 0; found = chunk.indexOf(FROM, found + 1)) {
    let start = found;
    while (start > from && chunk[start - 1] === QUOTE) start -= 1;
    if (start > from && chunk[start - 1] === LF) return start;
  }
  const last = chunk.lastIndexOf(LF);
  return last < from ? chunk.length : last + 1;
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
  readonly #hash: CrlfHash;
  readonly #stamp = new MessageStamp();
  #hasText = false;
  /** Line ends that no text has followed: the last two are of the last line, and of the empty one after a message. */
  #waiting = 0;

  constructor(separator: string, hash: CrlfHash) {
    const [, weekday, month, day = '', clock, year] = SEPARATOR.exec(separator) ?? [];
    const at = dateTime(`${weekday}, ${day.trim()} ${month} ${year} ${clock} +0000`);
    if (at === undefined) throw new PackageFault('a mailbox has a separator without a date');
    this.#at = at;
    this.#hash = hash;
  }

  /** What a line begins with, which turned out to be text. */
  addStart({ quotes, matched }: Start): void {
    for (let left = quotes; left > 0; left -= QUOTES.length) this.add(QUOTES.subarray(0, left));
    this.add(FROM.subarray(0, matched));
  }

  /** Lines and parts of lines. */
  add(text: Uint8Array): void {
    this.#stamp.add(text);
    let end = text.length;
    while (end > 0 && text[end - 1] === LF) end -= 1;
    if (end > 0) {
      this.#flush(this.#waiting);
      this.#hash.update(text.subarray(0, end));
      this.#hasText = true;
      this.#waiting = 0;
    }
    this.#waiting += text.length - end;
  }

  end(): MboxMessage {
    if (this.#waiting < (this.#hasText ? 2 : 1)) throw new PackageFault('a message in a mailbox breaks off');
    this.#flush(this.#waiting - 2);
    const { size, sha256 } = this.#hash.finish();
    const forms = this.#waiting > 1 ? [true, false] : [false];
    return {
      at: this.#at,
      isOf: (said, saidSize) =>
        (saidSize === String(size) ? forms.toReversed() : forms).some((isEnded) => sha256(isEnded) === said),
      stamped: this.#stamp.value(),
    };
  }

  #flush(ends: number): void {
    for (let left = ends; left > 0; left -= LINE_ENDS.length) this.#hash.update(LINE_ENDS.subarray(0, left));
  }
}
