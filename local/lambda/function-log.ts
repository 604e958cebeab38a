import { createWriteStream, renameSync, statSync, type WriteStream } from 'node:fs';
import { isObject, type Json } from '../template/json.ts';

const LARGEST = 20 * 1024 * 1024;

/** A function's output, in a file of its own. A file that grew large makes room for a new one and is kept once. */
export class FunctionLog {
  readonly #path: string;
  #stream: WriteStream | undefined;
  #size = 0;
  readonly #tell: (line: string) => void;

  /** @param tell hears what whoever started the laptop is to see: how far something large is */
  constructor(path: string, tell: (line: string) => void = () => {}) {
    this.#path = path;
    this.#tell = tell;
  }

  write(chunk: Buffer | string): void {
    this.#size += chunk.length;
    if (this.#size > LARGEST) this.close();
    this.#stream ??= this.#open();
    this.#stream.write(chunk);
    for (const line of chunk.toString().split('\n')) {
      const told = progressIn(line);
      if (told !== undefined) this.#tell(told);
    }
  }

  close(): void {
    this.#stream?.end();
    this.#stream = undefined;
  }

  #open(): WriteStream {
    this.#size = statSync(this.#path, { throwIfNoEntry: false })?.size ?? 0;
    if (this.#size > LARGEST) {
      renameSync(this.#path, `${this.#path}.1`);
      this.#size = 0;
    }
    const stream = createWriteStream(this.#path, { flags: 'a', mode: 0o600 });
    // A full disk costs lines of a log, not the laptop; the next line tries again.
    stream.once('error', () => {
      if (this.#stream === stream) this.#stream = undefined;
    });
    return stream;
  }
}

/** How far something large is, where a line of a log says so. */
function progressIn(line: string): string | undefined {
  if (!line.includes('"PART_DONE"')) return undefined;
  const told = jsonIn(line);
  if (!isObject(told) || told.code !== 'PART_DONE') return undefined;
  const { demandId, step, part, parts, bytes, of, records } = told;
  if (typeof bytes !== 'number') return `${step} of ${demandId}: part ${part} of ${parts}`;
  const all = typeof of === 'number' ? ` of ${mibOf(of)}` : '';
  // A package has more than its records: a mailbox is in it twice.
  const from = typeof records === 'number' ? ` of a package of ${mibOf(records)} MiB of records` : '';
  return `${step} of ${demandId}: part ${part}, ${mibOf(bytes)}${all} MiB${from}`;
}

const mibOf = (bytes: number) => Math.round(bytes / 1024 ** 2);

function jsonIn(line: string): Json | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
