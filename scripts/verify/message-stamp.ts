import { dateTime, withoutComments } from './date-time.ts';

/** A field with more characters, its name and all its lines together, has no date. */
const LIMIT = 1_048_576;
const LF = 0x0a;

/**
 * Takes a message in whatever pieces, and says when it says itself that it came: its first Received field, else its Date.
 * Of a line no more is held than a field may have.
 */
export class MessageStamp {
  readonly #found = new Map<string, string>();
  #name: string | undefined;
  #length = 0;
  #isOver = false;
  #line = '';

  add(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length && !this.#isOver; ) {
      const end = bytes.indexOf(LF, at);
      this.#hold(bytes.subarray(at, end < 0 ? bytes.length : end));
      if (end < 0) return;
      this.#endLine();
      at = end + 1;
    }
  }

  /** Milliseconds. */
  value(): number | undefined {
    const [, ...tails] = withoutComments(this.#found.get('received') ?? '').split(';');
    for (const tail of tails.reverse()) {
      const at = dateTime(tail);
      if (at !== undefined) return at;
    }
    return dateTime(withoutComments(this.#found.get('date') ?? ''));
  }

  #hold(bytes: Uint8Array): void {
    const room = LIMIT + 1 - this.#line.length;
    if (room > 0) this.#line += Buffer.from(bytes.subarray(0, room)).toString('latin1');
  }

  #endLine(): void {
    const line = this.#line;
    this.#line = '';
    if (line.length === 0) this.#isOver = true;
    else if (line.startsWith(' ') || line.startsWith('\t')) this.#extend(line);
    else this.#start(line);
  }

  #start(line: string): void {
    const colon = line.indexOf(':');
    const name =
      colon < 0
        ? ''
        : line
            .slice(0, colon)
            .replace(/(?<![ \t])[ \t]+$/, '')
            .toLowerCase();
    const isNew = (name === 'received' || name === 'date') && !this.#found.has(name);
    this.#name = isNew ? name : undefined;
    if (!isNew) return;
    this.#found.set(name, '');
    this.#length = colon + 1;
    this.#extend(line.slice(colon + 1));
  }

  #extend(text: string): void {
    if (this.#name === undefined) return;
    this.#length += text.length;
    const isLong = this.#length > LIMIT;
    this.#found.set(this.#name, isLong ? '' : `${this.#found.get(this.#name)}${text}`);
    if (isLong) this.#name = undefined;
  }
}
