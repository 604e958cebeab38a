import type { Piece, ScratchFile } from '../retrieval/scratch-file.ts';
import { Digests } from './digests.ts';
import type { PackageEntry } from './package-entry.ts';

/** A file is written in blocks: the first is small, because most files are. */
const [FIRST_BYTES, BLOCK_BYTES] = [8 * 1024, 256 * 1024];
const NONE: Buffer = Buffer.alloc(0);

/** A file of a package while it is written. Nothing need be closed: the scratch file is. */
export class DraftFile {
  readonly path: string;
  readonly #scratch: ScratchFile;
  readonly #digests = new Digests();
  readonly #pieces: Piece[] = [];
  /** What is not in the scratch file yet, and how much of it is filled. */
  #block = NONE;
  #filled = 0;
  /** A block that was written and can be filled again. */
  #spare: Buffer | undefined;
  #size = 0;

  constructor(path: string, scratch: ScratchFile) {
    this.path = path;
    this.#scratch = scratch;
  }

  get size(): number {
    return this.#size;
  }

  /** Takes a copy. Something to wait for where a block is full; most calls have nothing. */
  write(chunk: Uint8Array | string): Promise<void> | undefined {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk;
    this.#size += bytes.byteLength;
    this.#put(bytes);
    // Whole blocks: how much is in the scratch file, by which a part ends, follows from the bytes and not from their pieces.
    return this.#filled >= BLOCK_BYTES ? this.#flush(this.#filled - (this.#filled % BLOCK_BYTES)) : undefined;
  }

  async finish(): Promise<PackageEntry> {
    if (this.#filled > 0) await this.#flush(this.#filled);
    const [scratch, pieces, size] = [this.#scratch, this.#pieces, Math.min(this.#size, BLOCK_BYTES)];
    const content = async () => scratch.read(pieces, Buffer.allocUnsafe(size));
    return { path: this.path, ...this.#digests.finish(), content };
  }

  #put(bytes: Uint8Array): void {
    if (this.#filled + bytes.byteLength > this.#block.byteLength) this.#makeRoom(bytes.byteLength);
    this.#block.set(bytes, this.#filled);
    this.#filled += bytes.byteLength;
  }

  #makeRoom(more: number): void {
    const least = this.#filled + more;
    const size = least <= FIRST_BYTES ? FIRST_BYTES : Math.max(2 * BLOCK_BYTES, least);
    const spare = this.#spare && this.#spare.byteLength >= least ? this.#spare : undefined;
    const block = spare ?? Buffer.allocUnsafeSlow(size);
    block.set(this.#block.subarray(0, this.#filled));
    [this.#block, this.#spare] = [block, undefined];
  }

  async #flush(size: number): Promise<void> {
    const block = this.#block;
    const [bytes, rest] = [block.subarray(0, size), block.subarray(size, this.#filled)];
    [this.#block, this.#filled] = [NONE, 0];
    if (rest.byteLength > 0) this.#put(rest);
    this.#digests.update(bytes);
    this.#pieces.push(await this.#scratch.append(bytes));
    this.#spare = block;
  }
}
