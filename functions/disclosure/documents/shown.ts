/** Controls, and signs that turn the order of what stands around them: on a page they would say something else than the bytes. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]|\p{Cs}/gu;

/** Text of others as it may stand on a page: what cannot be seen is spelled out. */
export const shown = (text: string): string =>
  text.replaceAll(
    UNSEEN,
    (sign) => `[U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
  );
