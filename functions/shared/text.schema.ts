import * as z from 'zod/mini';

/**
 * Text that may be stored and shown: no control characters but tab and newline, no bidirectional overrides or
 * zero-width marks (they make one text look like another), no lone surrogates (they cannot be written as UTF-8).
 */
export const UNSAFE_TEXT =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\u3164\ufeff\u{e0000}-\u{e007f}]|\u034f|\p{Surrogate}/u;

/** A string of 1 to `max` UTF-16 code units without unsafe characters. */
export const text = (max: number) =>
  z.string().check(
    z.minLength(1),
    z.maxLength(max),
    z.refine((value) => !UNSAFE_TEXT.test(value), { error: 'unsafe_text' }),
  );

/** The same, where an empty string is a possible statement of the paper. */
export const textOrEmpty = (max: number) =>
  z.string().check(
    z.maxLength(max),
    z.refine((value) => !UNSAFE_TEXT.test(value), { error: 'unsafe_text' }),
  );
