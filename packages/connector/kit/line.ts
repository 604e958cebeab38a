import { canonical } from '../canonical.ts';
import type { Found, Unfound } from '../contract.ts';

/** One line of a read, and how it is known again. */
export type Line = {
  number: number;
  item: string;
  at: string | null;
  id: string;
  /** The whole as text, without bytes. */
  text: string;
  isSetAside: boolean;
  blob: NonNullable<Found['blob']> | undefined;
};

export function lineOf(one: Found | Unfound, number: number): Line {
  const blob = 'blob' in one ? one.blob : undefined;
  return {
    number,
    item: String(one.item),
    at: typeof one.at === 'string' ? one.at : null,
    id: String(one.id),
    text: canonical(blob ? { ...one, blob: { mediaType: blob.mediaType } } : one),
    isSetAside: 'setAside' in one && one.setAside !== undefined,
    blob: typeof blob?.open === 'function' ? blob : undefined,
  };
}
