import { remember } from './remember.ts';

/** A citation without the ways in which the same statute is written: `18 U.S.C. § 2703(d)` is `18usc2703(d)`. */
const plain = remember((citation) =>
  citation
    .normalize('NFKC')
    .toLowerCase()
    .replace(/u\.\s*s\.\s*c\.?/g, 'usc')
    .replace(/\b(?:section|sections|sec|ss?|art|article|articles|no)\b\.?/g, '')
    .replace(/[\s.,§¶]/g, ''),
);

const GOES_ON = /[0-9a-z]/;

/**
 * Whether a paper's citation is the wanted one or a part of it: `18 USC 2703(d)` for `18 USC 2703`, never `18 USC 27`.
 */
export function citesUnder(citation: string, wanted: string): boolean {
  const given = plain(citation);
  const root = plain(wanted);
  if (given === root) return root !== '';
  return root !== '' && given.startsWith(root) && !GOES_ON.test(given.charAt(root.length));
}

/** Whether a citation is one of the wanted ones or a part of one. */
export function citesAnyOf(wanted: readonly string[]): (citation: string) => boolean {
  return remember((citation) => wanted.some((one) => citesUnder(citation, one)));
}
