import * as z from 'zod/mini';

/**
 * Never in text that may be stored and shown: control characters but tab and newline, bidirectional overrides, marks that
 * nobody sees (they make one text look like another), lone surrogates (they cannot be written as UTF-8).
 */
const UNSAFE_TEXT =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e-\u200f\u2028-\u202e\u2060-\u2069\u3164\ufeff\u{e0000}-\u{e007f}]|\u034f|\p{Surrogate}/u;

/** ZWNJ and ZWJ. */
const JOINER = /[\u200c\u200d]/;

/** Characters of combining class 9: they take the vowel from a consonant (UnicodeData.txt, version 17). */
const VIRAMA =
  '\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d3b\u0d3c\u0d4d\u0dca\u0e3a\u0eba\u0f84\u1039\u103a\u1714\u1715' +
  '\u1734\u17d2\u1a60\u1b44\u1baa\u1bab\u1bf2\u1bf3\u2d7f\ua806\ua82c\ua8c4\ua953\ua9c0\uaaf6\uabed\u{10a3f}\u{11046}' +
  '\u{11070}\u{1107f}\u{110b9}\u{11133}\u{11134}\u{111c0}\u{11235}\u{112ea}\u{1134d}\u{113ce}-\u{113d0}\u{11442}' +
  '\u{114c2}\u{115bf}\u{1163f}\u{116b6}\u{1172b}\u{11839}\u{1193d}\u{1193e}\u{119e0}\u{11a34}\u{11a47}\u{11a99}' +
  '\u{11c3f}\u{11d44}\u{11d45}\u{11d97}\u{11f41}\u{11f42}\u{1612f}';

/** Scripts whose letters join (ArabicShaping.txt): a joiner between two parts them, or shows one as it is inside a word. */
const JOINING = [
  ...['Arabic', 'Syriac', 'Mandaic', 'Nko', 'Mongolian', 'Phags_Pa', 'Manichaean', 'Psalter_Pahlavi'],
  ...['Hanifi_Rohingya', 'Sogdian', 'Old_Sogdian', 'Chorasmian', 'Adlam', 'Old_Uyghur'],
];
/** Scripts that put no space between words, where a break may be marked by one of no width. */
const UNSPACED = ['Khmer', 'Lao', 'Myanmar', 'Thai', 'Tai_Le', 'New_Tai_Lue', 'Tai_Tham', 'Tai_Viet'];

const of = (script: string) => `[[\\p{L}\\p{M}\\p{N}]&&\\p{Script_Extensions=${script}}]`;

/**
 * Where scripts need what is unsafe elsewhere: joiners after a virama, or between letters that join (RFC 5892, A.1 and
 * A.2); also before a virama, as Bengali and Kannada write a whole ra; after a joining letter that is to look as if
 * another followed, as Persian abbreviates; after a heh, as Kurdish wrote its e; and the sequences of emoji.
 */
const NEEDED = new RegExp(
  [
    `(?<=[${VIRAMA}])[\\u200c\\u200d]`,
    `(?<=\\p{L})[\\u200c\\u200d](?=[${VIRAMA}])`,
    ...JOINING.flatMap((script) => [
      `(?<=${of(script)})\\u200c(?=${of(script)})`,
      `(?<=${of(script)})\\u200d`,
    ]),
    '(?<=\\u0647)\\u200c(?![\\u200c\\u200d])',
    `(?<=${of('Mongolian')})\\u180e(?=${of('Mongolian')})`,
    ...UNSPACED.map((script) => `(?<=${of(script)})\\u200b(?=${of(script)})`),
    '[\\p{RGI_Emoji_ZWJ_Sequence}\\p{RGI_Emoji_Tag_Sequence}]',
  ].join('|'),
  'gv',
);

/** What is wrong with a text, as a code of field faults; undefined where nothing is. */
export function faultOfText(value: string): 'unsafe_text' | 'unsafe_text.joiner' | undefined {
  if (!UNSAFE_TEXT.test(value) && !JOINER.test(value)) return undefined;
  const others = value.replaceAll(NEEDED, '');
  if (UNSAFE_TEXT.test(others)) return 'unsafe_text';
  return JOINER.test(others) ? 'unsafe_text.joiner' : undefined;
}

const isSafe = z.refine<string>((value) => faultOfText(value) === undefined, {
  error: ({ input }) => faultOfText(String(input)),
});

/** A string of 1 to `max` UTF-16 code units without unsafe characters. */
export const text = (max: number) => z.string().check(z.minLength(1), z.maxLength(max), isSafe);

/** The same, where a person says something to another: blanks alone say nothing. Of what is stored, earlier releases took them. */
export const said = (max: number) =>
  text(max).check(z.refine((value) => value.trim() !== '', { error: 'wrong_format.blank' }));

/** The same, where an empty string is a possible statement of the paper. */
export const textOrEmpty = (max: number) => z.string().check(z.maxLength(max), isSafe);
