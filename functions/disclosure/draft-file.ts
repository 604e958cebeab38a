import type { Piece, ScratchFile } from '../retrieval/scratch-file.ts';
import { Digests } from './digests.ts';
import type { PackageEntry } from './package-entry.ts';

const WRITE_BYTES = 256 * 1024;

/** A file of a package while it is written. Nothing need be closed: the scratch file is. */
export class DraftFile {
  readonly path: string;
  readonly #scratch: ScratchFile;
  readonly #digests = new Digests();
  readonly #pieces: Piece[] = [];
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  #size = 0;

  constructor(path: string, scratch: ScratchFile) {
    this.path = path;
    this.#scratch = scratch;
  }

  get size(): number {
    return this.#size;
  }

  /** Something to wait for where enough has come together; most calls have nothing. */
  write(chunk: Uint8Array | string): Promise<void> | undefined {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk;
    this.#pending.push(bytes);
    this.#pendingBytes += bytes.byteLength;
    this.#size += bytes.byteLength;
    return this.#pendingBytes >= WRITE_BYTES ? this.#flush() : undefined;
  }

  async finish(): Promise<PackageEntry> {
    if (this.#pendingBytes > 0) await this.#flush();
    const [scratch, pieces] = [this.#scratch, this.#pieces];
    return { path: this.path, ...this.#digests.finish(), open: async () => scratch.read(pieces) };
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.concat(this.#pending, this.#pendingBytes);
    [this.#pending, this.#pendingBytes] = [[], 0];
    this.#digests.update(bytes);
    this.#pieces.push(await this.#scratch.append(bytes));
  }
}
