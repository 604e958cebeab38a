/** A name in small letters, each of its words between single spaces: `U.S. Marshals` is ` us marshals `. */
export function plainWords(name: string): string {
  const words = name.normalize('NFKC').toLowerCase().replace(/[.'’]/g, '');
  return ` ${words.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `;
}
