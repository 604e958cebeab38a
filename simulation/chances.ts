import { type Random, seededRandom } from '../examples/provider/random.ts';

/**
 * Chance of its own for each demand and for what happens around them, all from one seed: what happens to one demand moves
 * nothing of another. Ids are chance of the product's own, so that demands are told apart by their number.
 */
export class Chances {
  readonly #seed: number;
  readonly #numbers = new Map<string, number>();
  readonly #of = new Map<number, Random>();

  constructor(seed: number) {
    this.#seed = seed;
  }

  named(demandId: string, number: number): void {
    this.#numbers.set(demandId, number);
  }

  numberOf(demandId: string): number {
    return this.#numbers.get(demandId) ?? 0;
  }

  /** Of a demand. */
  of(demandId: string): Random {
    return this.ofNumber(this.numberOf(demandId));
  }

  /** Of the demand with a number; 0 and below are those of what happens around all. */
  ofNumber(number: number): Random {
    const known = this.#of.get(number);
    if (known) return known;
    const random = seededRandom(Math.imul(this.#seed + 1, 0x9e3779b1) + Math.imul(number + 7, 0x85ebca6b));
    this.#of.set(number, random);
    return random;
  }
}
