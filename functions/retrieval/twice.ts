import { hash } from 'node:crypto';
import { readLines } from './read-lines.ts';
import type { Spooled } from './spool.ts';

const MOST_BITS = 2 ** 27;
const LEAST_BITS = 2 ** 10;

/**
 * Tells which names come twice. It goes over all of them beforehand and notes a few bits of each one's hash in a field of at
 * most 16 MiB, so that only those are remembered by name whose bits another has: of a million names some thousands.
 */
export class Twice {
  readonly #bits: number;
  readonly #suspect = new Set<number>();
  readonly #seen = new Set<string>();

  private constructor(bits: number) {
    this.#bits = bits;
  }

  /** @param nameOf of a line; undefined for one that has none */
  static async in(lines: Spooled, nameOf: (line: string) => string | undefined): Promise<Twice> {
    // A line has hundreds of bytes, so that of hundreds of bits one is set.
    const bits = 2 ** Math.ceil(Math.log2(Math.min(MOST_BITS, Math.max(LEAST_BITS, lines.size))));
    const twice = new Twice(bits);
    const field = new Uint8Array(bits / 8);
    for await (const line of readLines(lines.chunks())) {
      const name = nameOf(line);
      if (name === undefined) continue;
      const index = twice.#indexOf(name);
      const bit = 1 << (index % 8);
      const byte = field[index >> 3] ?? 0;
      if (byte & bit) twice.#suspect.add(index);
      field[index >> 3] = byte | bit;
    }
    return twice;
  }

  /** Whether this name came before. */
  has(name: string): boolean {
    if (!this.#suspect.has(this.#indexOf(name))) return false;
    const came = this.#seen.has(name);
    this.#seen.add(name);
    return came;
  }

  #indexOf(name: string): number {
    return hash('sha256', name, 'buffer').readUInt32BE(0) % this.#bits;
  }
}
