import type { DisclosurePart } from '../ledger/parts/disclosure.part.ts';

/**
 * The largest volume that is encrypted by itself. The library encrypts some 85 MB a second of CPU (docs/package.md), so that one
 * takes half a minute, and no more than two where bucket or processor are slow.
 */
export const VOLUME_BYTES = 2 * 1024 ** 3;

/** A piece of a package: from its first byte to before its last, and its hash where that is known. */
export type Volume = { from: number; to: number; sha256?: string };

/** The volumes in which a package is encrypted: one, or as many as the seal hashed. */
export function volumesOf({
  size,
  sha256,
  volumes,
}: Pick<DisclosurePart, 'size' | 'sha256' | 'volumes'>): Volume[] {
  if (size <= VOLUME_BYTES && !volumes) return [{ from: 0, to: size, sha256 }];
  const bytes = volumes?.bytes ?? VOLUME_BYTES;
  return Array.from({ length: Math.ceil(size / bytes) }, (_, index) => {
    const hash = volumes?.sha256[index];
    const from = index * bytes;
    return { from, to: Math.min(size, from + bytes), ...(hash ? { sha256: hash } : {}) };
  });
}

/** What a volume is called by who fetches it. */
export const volumeName = (demandId: string, volume: number, of: number): string =>
  `disclosure-${demandId}.zip${of > 1 ? `.${String(volume).padStart(3, '0')}` : ''}.age`;
