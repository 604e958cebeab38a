import { createWriteStream, renameSync, statSync, type WriteStream } from 'node:fs';
import type { Readable } from 'node:stream';

const LARGEST = 20 * 1024 * 1024;

/** A function's output, in a file of its own. A file that grew large makes room for a new one and is kept once. */
export class FunctionLog {
  readonly #path: string;
  #stream: WriteStream | undefined;
  #size = 0;

  constructor(path: string) {
    this.#path = path;
  }

  follow(output: Readable): void {
    output.on('data', (chunk: Buffer) => this.write(chunk));
  }

  write(chunk: Buffer | string): void {
    this.#size += chunk.length;
    if (this.#size > LARGEST) this.close();
    this.#stream ??= this.#open();
    this.#stream.write(chunk);
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
