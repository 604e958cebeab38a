import fc from 'fast-check';
import { faultOfText, text } from '../../functions/shared/text.schema.ts';

const isText = (value: string) => text(100).safeParse(value).success;

describe('text that may be stored and shown', () => {
  it('has letters of every script, tabs and line ends', () => {
    expect(isText('Juzgado de Instrucción\t第１\nüber 🏛')).toBe(true);
  });

  it.each([
    ['Sinhala', 'ශ්‍රී ලංකා පොලීසිය'],
    ['Persian', 'دادسرای جرائم رایانه‌ای'],
    ['Persian, after a letter that joins one side', 'کشور‌های'],
    ['Persian, abbreviated', '۱۴۰۵ ه‍.ش'],
    ['Urdu', 'خلیفہ‌وقت'],
    ['Kurdish', 'لیژنه‌ی دادوه‌ری و ئه‌نجومه‌نه‌'],
    ['Hindi', 'क्‍षेत्र'],
    ['Marathi', 'दर्‍या'],
    ['Nepali', 'श्रीमान्‌को'],
    ['Bengali', 'র‍্যাপিড অ্যাকশন ব্যাটালিয়ন'],
    ['Kannada', 'ರ‍್ಯಾಂಕ್‌ಗಳು'],
    ['Malayalam', 'അവന്‍'],
    ['Telugu', 'హైకోర్ట్‌లో'],
    ['Tamil', 'பக்‌ஷி'],
    ['Gujarati', 'રાજ્‍ય'],
    ['Mongolian', 'ᠮᠣᠩᠭᠣᠯ\u180eᠠ'],
    ['Khmer', 'ក្រសួង\u200bយុត្តិធម៌'],
    ['Thai', 'ศาล\u200bฎีกา'],
    ['emoji', 'family 👨‍👩‍👧 of 🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
  ])('has the joiners that %s is written with', (_name, value) => {
    expect(faultOfText(value)).toBeUndefined();
    expect(isText(value)).toBe(true);
  });

  it.each([
    ['between Latin letters', 'pay\u200dpal'],
    ['between Cyrillic letters', 'суд\u200cья'],
    ['between Greek letters', 'Α\u200dΒ'],
    ['between Hebrew letters', 'בית\u200cמשפט'],
    ['between Han characters', '法\u200d院'],
    ['between digits', '1\u200d2'],
    ['at the beginning', '\u200dක'],
    ['before the first letter of a word', 'a \u200cب'],
    ['twice', 'ක්\u200d\u200dෂ'],
    ['twice between letters that join', 'ه\u200c\u200cا'],
    ['between Devanagari letters without a virama', 'क\u200dष'],
    ['after a Latin letter before an Arabic one', 'a\u200cب'],
    ['in no emoji', '👨\u200d👨\u200dx'],
    ['alone', '\u200c'],
  ])('never has a joiner %s, and says so', (_name, value) => {
    expect(faultOfText(value)).toBe('unsafe_text.joiner');
    expect(isText(value)).toBe(false);
  });

  it('never has a joiner among letters of scripts that need none, wherever it stands', () => {
    const letters = fc.string({
      unit: fc.constantFrom('a', 'Z', 'é', 'я', 'Ω', 'א', 'か', '漢', '한', ' ', '.', '7'),
    });
    fc.assert(
      fc.property(
        letters,
        fc.constantFrom('\u200c', '\u200d', '\u200b', '\u180e'),
        letters,
        (before, joiner, after) => {
          expect(faultOfText(`${before}${after}`)).toBeUndefined();
          expect(faultOfText(`${before}${joiner}${after}`)).toMatch(/^unsafe_text/);
        },
      ),
    );
  });

  it.each([
    ['a NUL', 'a\u0000b'],
    ['an escape sequence', 'a\u001b[31mb'],
    ['a text-direction override', 'a\u202eb'],
    ['a zero-width space', 'a\u200bb'],
    ['a mark of direction in Arabic', 'ب\u200fا'],
    ['a word joiner', 'a\u2060b'],
    ['a joiner where it may be, and an override', 'ක්\u200dෂ\u202e'],
    ['half of a surrogate pair', 'a\ud800b'],
    ['nothing at all', ''],
  ])('never has %s', (_name, value) => {
    expect(isText(value)).toBe(false);
  });
});
