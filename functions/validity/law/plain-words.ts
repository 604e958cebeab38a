/** A name in small letters, each of its words between single spaces: `U.S. Marshals` is ` us marshals `. */
export function plainWords(name: string): string {
  const words = name.normalize('NFKC').toLowerCase().replace(/[.'’]/g, '');
  return ` ${words.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `;
}

/** Whether two names differ by no more than case, spacing, punctuation and accents; in letters of one script, never of two. */
export function namesAlike(one: string, other: string): boolean {
  const bare = bareWords(one);
  return bare !== '' && bare === bareWords(other);
}

/** The accents of Latin, Greek and Cyrillic; the vowel signs of other scripts are letters of their words. */
const ACCENTS = /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}][\u0300-\u036f]*)[\u0300-\u036f]/gu;
const bareWords = (name: string) =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '');
