import type { BandScheme } from '../validity/law/band-scheme.schema.ts';

export type Band = { low: number; high: number };

/**
 * The band that an exact count falls into: `low = base + floor((count - base) / width) * width`, `width` numbers wide.
 * Counts are summed first and banded once; bands are never added.
 */
export function bandOf(count: number, { base, width }: Pick<BandScheme, 'base' | 'width'>): Band {
  if (!Number.isInteger(count) || count < base) throw new RangeError('a count below the first band');
  const low = base + Math.floor((count - base) / width) * width;
  return { low, high: low + width - 1 };
}
