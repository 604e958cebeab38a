import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { type Piece, ScratchFile } from './scratch-file.ts';

/** Bytes that were written once, with their hash, ready to be read again. */
export type Spooled = {
  /** Lower-case hex. */
  sha256: string;
  size: number;
  /** In memory when small, else a stream from a temporary file. */
  open(): Uint8Array | Readable;
  chunks(): AsyncIterable<Uint8Array>;
  discard(): Promise<void>;
};

const IN_MEMORY_BYTES = 4 * 1024 * 1024;
const WRITE_BYTES = 1024 * 1024;

/** Collects bytes of any number in bounded memory: what grows beyond 4 MiB goes to a temporary file. */
export class Spool {
  readonly #hash = createHash('sha256');
  readonly #limit: number;
  #size = 0;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  #file: ScratchFile | undefined;
  readonly #pieces: Piece[] = [];

  constructor(limit = IN_MEMORY_BYTES) {
    this.#limit = limit;
  }

  async write(chunk: Uint8Array | string): Promise<void> {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk;
    this.#hash.update(bytes);
    this.#size += bytes.byteLength;
    this.#pending.push(bytes);
    this.#pendingBytes += bytes.byteLength;
    if (this.#pendingBytes > (this.#file ? WRITE_BYTES : this.#limit)) await this.#flush();
  }

  async finish(): Promise<Spooled> {
    if (this.#file) await this.#flush();
    const [file, pieces] = [this.#file, this.#pieces];
    const bytes = Buffer.concat(this.#pending);
    this.#pending = [];
    return {
      sha256: this.#hash.digest('hex'),
      size: this.#size,
      open: () => (file ? Readable.from(file.read(pieces), { objectMode: false }) : bytes),
      chunks: () => (file ? file.read(pieces) : once(bytes)),
      discard: async () => file?.close(),
    };
  }

  /** Gives up what was written. */
  async abandon(): Promise<void> {
    await this.#file?.close();
  }

  async #flush(): Promise<void> {
    this.#file ??= new ScratchFile();
    this.#pieces.push(await this.#file.append(Buffer.concat(this.#pending)));
    this.#pending = [];
    this.#pendingBytes = 0;
  }
}

async function* once(bytes: Uint8Array) {
  yield bytes;
}

/** All of a source, spooled. */
export async function spool(source: AsyncIterable<Uint8Array>, limit?: number): Promise<Spooled> {
  const target = new Spool(limit);
  try {
    for await (const chunk of source) await target.write(chunk);
    return await target.finish();
  } catch (error) {
    await target.abandon();
    throw error;
  }
}
