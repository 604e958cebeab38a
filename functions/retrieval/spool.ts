import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Bytes that were written once, with their hash, ready to be read again. */
export type Spooled = {
  /** Lower-case hex. */
  sha256: string;
  size: number;
  /** In memory when small, else a stream from a temporary file. */
  open(): Uint8Array | ReadStream;
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
  #file: { handle: FileHandle; path: string } | undefined;

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
    await this.#file?.handle.close();
    const path = this.#file?.path;
    const bytes = path === undefined ? Buffer.concat(this.#pending) : undefined;
    this.#pending = [];
    return {
      sha256: this.#hash.digest('hex'),
      size: this.#size,
      open: () => bytes ?? createReadStream(path ?? ''),
      discard: async () => {
        if (path !== undefined) await rm(path, { force: true });
      },
    };
  }

  /** Gives up: closes and removes what was written. */
  async abandon(): Promise<void> {
    await this.#file?.handle.close();
    if (this.#file) await rm(this.#file.path, { force: true });
  }

  async #flush(): Promise<void> {
    if (!this.#file) {
      const path = join(tmpdir(), `spool-${randomUUID()}`);
      this.#file = { path, handle: await open(path, 'wx', 0o600) };
    }
    await this.#file.handle.writev(this.#pending);
    this.#pending = [];
    this.#pendingBytes = 0;
  }
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
