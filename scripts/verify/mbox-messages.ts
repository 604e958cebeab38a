import { createHash, type Hash } from 'node:crypto';
import { PackageFault } from './package-fault.ts';
import { textLines } from './text-lines.ts';

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

const SEPARATOR = /^From \S+ (\w{3} \w{3} [ \d]\d \d{2}:\d{2}:\d{2} \d{4})$/;

/** Messages of an mboxrd mailbox, with the quoting undone. */
export async function* mboxMessages(source: AsyncIterable<Uint8Array>): AsyncGenerator<MboxMessage> {
  let open: Reading | undefined;
  for await (const line of textLines(source)) {
    if (!line.startsWith('From ')) {
      if (!open) throw new PackageFault('a mailbox does not begin with a message');
      open.take(line.replace(/^>(>*From )/, '$1'));
      continue;
    }
    if (open) yield open.end();
    open = new Reading(line);
  }
  if (open) yield open.end();
}

class Reading {
  readonly #at: number;
  readonly #hash: Hash = createHash('sha256');
  readonly #head: string[] = [];
  /** The line before, which waits: the last one is the empty line that ends every message. */
  #waiting: string | undefined;
  #lines = 0;
  #isHead = true;

  constructor(separator: string) {
    const date = SEPARATOR.exec(separator)?.[1];
    this.#at = Date.parse(`${date} GMT`);
    if (Number.isNaN(this.#at)) throw new PackageFault('a mailbox has a separator without a date');
  }

  take(line: string): void {
    if (this.#waiting !== undefined) this.#add(this.#waiting);
    this.#waiting = line;
  }

  end(): MboxMessage {
    if (this.#waiting !== '') throw new PackageFault('a message in a mailbox breaks off');
    const sha256Unended = this.#hash.copy().digest('hex');
    if (this.#lines > 0) this.#hash.update('\r\n');
    return { at: this.#at, sha256: this.#hash.digest('hex'), sha256Unended, stamped: stampOf(this.#head) };
  }

  #add(line: string): void {
    this.#hash.update(Buffer.from(this.#lines === 0 ? line : `\r\n${line}`, 'latin1'));
    this.#lines += 1;
    if (line === '') this.#isHead = false;
    if (this.#isHead && this.#head.length < 2000) this.#head.push(line);
  }
}

function stampOf(head: readonly string[]): number | undefined {
  const fields: string[] = [];
  for (const line of head)
    if (/^[ \t]/.test(line) && fields.length > 0) fields[fields.length - 1] += line;
    else fields.push(line);
  const received = fields
    .find((field) => /^received:/i.test(field))
    ?.split(';')
    .at(-1);
  const date = fields.find((field) => /^date:/i.test(field))?.slice('date:'.length);
  const parsed = [received, date].map((text) => Date.parse((text ?? '').replace(/\(.*?\)/g, '').trim()));
  return parsed.find((value) => !Number.isNaN(value));
}
