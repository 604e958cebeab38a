/** Alphabets whose letters look like each other's (UTS 39): no language mixes two of them in a word. */
const LOOKALIKES = [
  /\p{Script=Latin}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Coptic}/u,
  /\p{Script=Cherokee}/u,
];

/**
 * Whether a text says what it seems to say: nothing that cannot be seen, no compatibility forms (`ａ` for `a`), no word of
 * two alphabets that look alike (`аlice` with a Cyrillic first letter).
 * @param text in NFC
 */
export function isReadable(text: string): boolean {
  if (/[^\P{C}\u200c\u200d]|[^\P{Z} ]/u.test(text) || text.normalize('NFKC') !== text) return false;
  const words = text.match(/[\p{L}\p{M}]+/gu) ?? [];
  return words.every((word) => LOOKALIKES.filter((alphabet) => alphabet.test(word)).length <= 1);
}
