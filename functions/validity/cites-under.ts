/** A citation without the ways in which the same statute is written: `18 U.S.C. § 2703(d)` is `18usc2703(d)`. */
function plain(citation: string): string {
  return citation
    .normalize('NFKC')
    .toLowerCase()
    .replace(/u\.\s*s\.\s*c\.?/g, 'usc')
    .replace(/\b(?:section|sections|sec|ss?|art|article|articles|no)\b\.?/g, '')
    .replace(/[\s.,§¶]/g, '');
}

/** Statutes are few, and asked about again and again; what is longer than a citation is not kept. */
const KEPT = 1000;
const LONGEST_KEPT = 80;
const known = new Map<string, string>();
function plainOnce(citation: string): string {
  const found = known.get(citation);
  if (found !== undefined) return found;
  const made = plain(citation);
  if (known.size >= KEPT) known.clear();
  if (citation.length <= LONGEST_KEPT) known.set(citation, made);
  return made;
}

const GOES_ON = /[0-9a-z]/;

/**
 * Whether a paper's citation is the wanted one or a part of it: `18 USC 2703(d)` for `18 USC 2703`, never `18 USC 27`.
 */
export function citesUnder(citation: string, wanted: string): boolean {
  const given = plainOnce(citation);
  const root = plainOnce(wanted);
  if (given === root) return root !== '';
  return root !== '' && given.startsWith(root) && !GOES_ON.test(given.charAt(root.length));
}
