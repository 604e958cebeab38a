import type { FoundParts } from './found.ts';

const GIB = 1024 ** 3;
/**
 * A package is read back in one call of fifteen minutes, and mail stands in it twice. Verifiers hold its lists and its directory
 * in memory.
 */
const MOST_BYTES = 64 * GIB;
const MOST_FILES = 1_000_000;

/** More was found than one package can hold. A person narrows what was approved, or leaves a service out. */
export class PackageTooLarge extends Error {
  override readonly name = 'PackageTooLarge';
}

/** @throws PackageTooLarge before anything of it is packed */
export function requirePackable({ harvests }: Pick<FoundParts, 'harvests'>): void {
  const files = harvests.reduce((sum, { blobs }) => sum + blobs.count, 0);
  const bytes = harvests.reduce((sum, { blobs, records }) => sum + 2 * blobs.bytes + records.size, 0);
  if (files > MOST_FILES || bytes > MOST_BYTES) throw new PackageTooLarge();
}
