/** A citation without the ways in which the same statute is written: `18 U.S.C. § 2703(d)` is `18usc2703(d)`. */
function plain(citation: string): string {
  return citation
    .normalize('NFKC')
    .toLowerCase()
    .replace(/u\.\s*s\.\s*c\.?/g, 'usc')
    .replace(/\b(?:section|sections|sec|ss?|art|article|articles|no)\b\.?/g, '')
    .replace(/[\s.,§¶]/g, '');
}

/** Statutes that pages name are few, and asked about again and again. */
const roots = new Map<string, string>();
function rootOf(wanted: string): string {
  const root = roots.get(wanted) ?? plain(wanted);
  roots.set(wanted, root);
  return root;
}

/**
 * Whether a paper's citation is the wanted one or a part of it: `18 USC 2703(d)` for `18 USC 2703`, never `18 USC 27`.
 */
export function citesUnder(citation: string, wanted: string): boolean {
  const [given, root] = [plain(citation), rootOf(wanted)];
  return root !== '' && given.startsWith(root) && !/^[0-9a-z]/.test(given.slice(root.length));
}
