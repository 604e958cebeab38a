import { mailDate } from './mail-date.ts';

/** A header field of more characters, its name and all its lines together, has no date. */
const MAX_FIELD = 1024 * 1024;
const LF = 10;

/**
 * When a message says itself that it came: the date of its topmost Received field, which our own server wrote (RFC 5321,
 * 4.4), else its Date. Takes the message as it streams by, and keeps these two fields of it.
 */
export class MailEvidence {
  /** What came of a line that has no end yet. */
  #line = '';
  #isHeader = true;
  #open: 'received' | 'date' | undefined;
  /** Characters of the open field. */
  #size = 0;
  readonly #fields: Partial<Record<'received' | 'date', string>> = {};

  take(chunk: Uint8Array): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    for (let start = 0; this.#isHeader && start < bytes.byteLength; ) {
      const end = bytes.indexOf(LF, start);
      // Two more than fit, so that what is cut off is too long however its line ends.
      const room = MAX_FIELD + 2 - this.#line.length;
      this.#line += bytes.toString('latin1', start, Math.min(start + room, end < 0 ? bytes.byteLength : end));
      if (end < 0) return;
      this.#endLine(true);
      start = end + 1;
    }
  }

  /** Milliseconds; undefined when neither field has a date. Called once, after the last chunk. */
  instant(): number | undefined {
    if (this.#isHeader) this.#endLine(false);
    const { received = '', date } = this.#fields;
    const parts = uncommented(received).split(';').slice(1);
    const stamped = parts.map(mailDate).findLast((at) => at !== undefined);
    return stamped ?? (date === undefined ? undefined : mailDate(uncommented(date)));
  }

  #endLine(isEnded: boolean): void {
    const line = isEnded && this.#line.endsWith('\r') ? this.#line.slice(0, -1) : this.#line;
    this.#line = '';
    if (line === '') this.#isHeader = false;
    else if (line.startsWith(' ') || line.startsWith('\t')) this.#append(line);
    else this.#begin(line);
  }

  #begin(line: string): void {
    const name = /^(received|date)[ \t]*:/i.exec(line);
    const field = name?.[1]?.toLowerCase() === 'date' ? 'date' : 'received';
    this.#open = name && this.#fields[field] === undefined ? field : undefined;
    if (!this.#open || !name) return;
    this.#fields[this.#open] = '';
    this.#size = name[0].length;
    this.#append(line.slice(name[0].length));
  }

  #append(text: string): void {
    if (!this.#open) return;
    this.#size += text.length;
    const isLong = this.#size > MAX_FIELD;
    this.#fields[this.#open] = isLong ? '' : `${this.#fields[this.#open]}${text}`;
    if (isLong) this.#open = undefined;
  }
}

/** Comments as a space and quoted strings as a quote (RFC 5322, 3.2.2 and 3.2.4); what has no end goes on to the end. */
export function uncommented(text: string): string {
  if (!/[("]/.test(text)) return text;
  let [plain, depth, isQuoted]: [string, number, boolean] = ['', 0, false];
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '\\' && (depth > 0 || isQuoted)) at += 1;
    else if (isQuoted) isQuoted = char !== '"';
    else if (char === '(') depth += 1;
    else if (char === ')' && depth > 0) {
      depth -= 1;
      if (depth === 0) plain += ' ';
    } else if (depth === 0) {
      isQuoted = char === '"';
      plain += char;
    }
  }
  return plain;
}
