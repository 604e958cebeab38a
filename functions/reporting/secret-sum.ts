import type { BandScheme } from '../validity/law/band-scheme.schema.ts';
import { type Band, bandOf } from './band.ts';

/**
 * An exact count of national-security process. Nothing reads it: it can be added to, and leaves as a band. It has no JSON,
 * no text and no number of its own, so that it fits no exact cell, total, percentage, name or log line.
 */
export class SecretSum {
  #exact = 0;

  add(count: number): void {
    this.#exact += count;
  }

  /** The band around several sums together: summed first, banded once. */
  static bandOf(sums: readonly SecretSum[], scheme: Pick<BandScheme, 'base' | 'width'>): Band {
    return bandOf(
      sums.reduce((whole, sum) => whole + sum.#exact, 0),
      scheme,
    );
  }
}
