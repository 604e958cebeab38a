import type { PackageStore, Upload, UploadedPart } from './package-store.ts';

const MIB = 1024 * 1024;
/** S3 takes 10,000 parts of an object, and so 160 GB of these. */
const PART_BYTES = 16 * MIB;
/** And none but the last is smaller: so much is held back for it. */
const SMALLEST_BYTES = 5 * MIB;
/** An archive that is smaller is held in one that grows. */
const [FIRST_BYTES, BLOCK_BYTES] = [256 * 1024, PART_BYTES + SMALLEST_BYTES];
/** Parts under way at once: so many are in memory. */
const AT_ONCE = 3;
const NONE: Buffer = Buffer.alloc(0);

type Uploading = Pick<PackageStore, 'begin' | 'upload' | 'giveUp'>;
type Begun = { upload: Upload; parts: number };

/**
 * Takes the bytes of an archive in their order. What is small is held; what is large goes to the store in parts as it comes, each
 * of which is there when it was written. An archive goes on where an earlier outlet of it was settled.
 */
export class ArchiveOutlet {
  readonly #packages: Uploading;
  readonly #key: string;
  readonly #goesOn: boolean;
  #begun: Begun | undefined;
  /** What is not in the store, and how much of it is filled. */
  #block = NONE;
  #filled = 0;
  #size = 0;
  readonly #underWay: { part: Promise<UploadedPart>; bytes: Buffer }[] = [];
  readonly #free: Buffer[] = [];
  readonly #done: UploadedPart[] = [];

  constructor(packages: Uploading, key: string, begun?: Begun) {
    this.#packages = packages;
    this.#key = key;
    this.#begun = begun;
    this.#goesOn = begun !== undefined;
  }

  /** Undefined while all is held. */
  get upload(): Upload | undefined {
    return this.#begun?.upload;
  }

  /** What is not in the store. */
  get held(): Uint8Array {
    return this.#block.subarray(0, this.#filled);
  }

  /** Bytes that this outlet took. */
  get size(): number {
    return this.#size;
  }

  /** Takes a copy, when what it returns to wait for is over. */
  readonly write = (chunk: Uint8Array): Promise<void> | undefined => {
    this.#size += chunk.byteLength;
    if (this.#filled + chunk.byteLength >= BLOCK_BYTES) return this.#sendFull(chunk);
    this.#put(chunk);
    return undefined;
  };

  /** Sends what is held too, and waits for all. @returns the parts that this outlet wrote */
  async settle(): Promise<UploadedPart[]> {
    if (this.#filled > 0) await this.#send(this.#take(this.#filled));
    while (this.#underWay.length > 0) await this.#oneDone();
    return this.#done;
  }

  /** Waits until nothing is under way, and takes back an upload that this outlet began. */
  async abandon(): Promise<void> {
    await Promise.allSettled(this.#underWay.map(({ part }) => part));
    if (this.#begun && !this.#goesOn) await this.#packages.giveUp(this.#begun.upload);
  }

  async #sendFull(chunk: Uint8Array): Promise<void> {
    for (let at = 0; at < chunk.byteLength; ) {
      const piece = chunk.subarray(at, at + BLOCK_BYTES - this.#filled);
      this.#put(piece);
      at += piece.byteLength;
      if (this.#filled === BLOCK_BYTES) await this.#send(this.#take(PART_BYTES));
    }
  }

  #put(chunk: Uint8Array): void {
    const least = this.#filled + chunk.byteLength;
    if (least > this.#block.byteLength) this.#block = this.#roomFor(least);
    this.#block.set(chunk, this.#filled);
    this.#filled = least;
  }

  /** A block with what is held: one that an earlier part no longer needs, where there is one. */
  #roomFor(least: number): Buffer {
    const block =
      this.#free.pop() ?? Buffer.allocUnsafeSlow(least <= FIRST_BYTES ? FIRST_BYTES : BLOCK_BYTES);
    block.set(this.held);
    return block;
  }

  /** The first of what is held. The rest goes on in another block. */
  #take(size: number): Buffer {
    const [first, rest] = [this.#block.subarray(0, size), this.#block.subarray(size, this.#filled)];
    [this.#block, this.#filled] = [NONE, 0];
    if (rest.byteLength > 0) this.#put(rest);
    return first;
  }

  async #send(bytes: Buffer): Promise<void> {
    this.#begun ??= { upload: { key: this.#key, uploadId: await this.#packages.begin(this.#key) }, parts: 0 };
    this.#begun.parts += 1;
    const part = this.#packages.upload(this.#begun.upload, this.#begun.parts, bytes);
    // Awaited in their order; one that fails before its turn is not a rejection that nobody handles.
    part.catch(() => undefined);
    this.#underWay.push({ part, bytes });
    if (this.#underWay.length >= AT_ONCE) await this.#oneDone();
  }

  /** Waits for the first that is under way. One that fails stays there, so that nobody takes it for none. */
  async #oneDone(): Promise<void> {
    const [first] = this.#underWay;
    if (first) {
      this.#done.push(await first.part);
      this.#free.push(Buffer.from(first.bytes.buffer));
    }
    this.#underWay.shift();
  }
}
