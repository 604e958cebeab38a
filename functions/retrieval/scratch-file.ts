import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where some bytes lie in a scratch file. */
export type Piece = { offset: number; size: number };

/**
 * A temporary file without a name, made when something is first written: what is in it is gone with the process, however
 * that ends. Many files can be drafted in one, so that a process need not open as many.
 */
export class ScratchFile {
  #handle: Promise<FileHandle> | undefined;
  #end = 0;

  /** Bytes that were written. */
  get size(): number {
    return this.#end;
  }

  async append(bytes: Uint8Array): Promise<Piece> {
    const piece = { offset: this.#end, size: bytes.byteLength };
    this.#end += bytes.byteLength;
    this.#handle ??= openNameless();
    const handle = await this.#handle;
    for (let done = 0; done < piece.size; ) {
      const { bytesWritten } = await handle.write(bytes, done, piece.size - done, piece.offset + done);
      done += bytesWritten;
    }
    return piece;
  }

  /** @param room where one is given, what is read comes in it, and holds until the next is asked for */
  async *read(pieces: readonly Piece[], room?: Buffer): AsyncGenerator<Uint8Array> {
    const handle = await this.#handle;
    for (const { offset, size } of pieces) {
      for (let done = 0; handle && done < size; ) {
        const into = room ?? Buffer.allocUnsafe(size - done);
        const { bytesRead } = await handle.read(
          into,
          0,
          Math.min(into.byteLength, size - done),
          offset + done,
        );
        if (bytesRead === 0) throw new Error('a scratch file that lost its end');
        yield into.subarray(0, bytesRead);
        done += bytesRead;
      }
    }
  }

  async close(): Promise<void> {
    await (await this.#handle)?.close();
  }
}

async function openNameless(): Promise<FileHandle> {
  const path = join(tmpdir(), `scratch-${randomUUID()}`);
  const handle = await open(path, 'wx+', 0o600);
  try {
    await rm(path);
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}
