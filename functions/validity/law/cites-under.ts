const GOES_ON = /[0-9a-z]/;

/**
 * A citation without the ways in which the same statute is written: `18 U.S.C. § 2703(d)` and `section 2703(d) of Title
 * 18, United States Code` are `18usc2703(d)`.
 */
function plain(citation: string): string {
  return citation
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\btitle\s+(?=\d)/g, '')
    .replace(/(?:united states|u\.\s*s\.) code/g, 'usc')
    .replace(/u\.\s*s\.\s*c\.?/g, 'usc')
    .replace(/^(?:(?:section|sec|s|article|art)\b\.?|§)\s*(\d\S*)\s+of\s+(?:the\s+)?(\S.*)$/, '$2 $1')
    .replace(/\b(?:section|sections|sec|ss?|art|article|articles|no)\b\.?/g, '')
    .replace(/[\s.,§¶]/g, '');
}

/**
 * Whether a paper's citation is one of the wanted ones or a part of one: `18 USC 2703(d)` for `18 USC 2703`, never
 * `18 USC 27`.
 */
export function citesAnyOf(wanted: readonly string[]): (citation: string) => boolean {
  const meaningful = wanted.filter((one) => plain(one) !== '');
  if (meaningful.length === 0) return () => false;
  const roots = meaningful.map(plain);
  return (citation) => {
    // Most papers write it as the rulebook does.
    if (meaningful.includes(citation)) return true;
    const given = plain(citation);
    return roots.some(
      (root) => given.startsWith(root) && (given === root || !GOES_ON.test(given.charAt(root.length))),
    );
  };
}
