import fc from 'fast-check';
import { namesAlike } from '../../functions/validity/law/plain-words.ts';

const NAMES = [
  "U.S. Attorney's Office, N.D. Cal.",
  'Juzgado de Instrucción nº 3',
  'Αστυνομία Αθηνών',
  'Følkets Domstol',
  'पुलिस आयुक्त',
  '最高人民検察院',
] as const;
const someName = fc.constantFrom(...NAMES);

/** The same name as another hand writes it. */
const someSpelling = someName.chain((name) =>
  fc
    .record({
      letters: fc.constantFrom<(text: string) => string>(
        (text) => text,
        (text) => text.toUpperCase(),
        (text) => text.toLowerCase(),
      ),
      form: fc.constantFrom('NFC', 'NFD', 'NFKC'),
      space: fc.constantFrom(' ', '  ', '\u00a0', '\t', ' - '),
      ends: fc.constantFrom('', ' ', '.', '\n'),
      points: fc.boolean(),
    })
    .map(({ letters, form, space, ends, points }) => ({
      name,
      spelt: `${ends}${letters(points ? name : name.replaceAll(/[.,'’]/g, ''))
        .normalize(form)
        .replaceAll(' ', space)}${ends}`,
    })),
);

describe('names', () => {
  it('are alike however they are spaced, pointed and written', () => {
    fc.assert(
      fc.property(someSpelling, ({ name, spelt }) => {
        expect([spelt, namesAlike(name, spelt)]).toEqual([spelt, true]);
        expect(namesAlike(spelt, name)).toBe(true);
      }),
    );
  });

  it('are not alike where a letter or figure is another, is missing, or is more', () => {
    fc.assert(
      fc.property(someName, fc.nat(), fc.constantFrom('q', '7', 'ж', '', 'xy'), (name, at, other) => {
        const letters = [...name.normalize('NFC')];
        const places = letters.flatMap((letter, index) => (/[\p{L}\p{N}]/u.test(letter) ? [index] : []));
        const place = places[at % places.length] ?? 0;
        fc.pre(letters[place]?.toLowerCase() !== other);
        const changed = letters.with(place, other).join('');
        expect([changed, namesAlike(name, changed)]).toEqual([changed, false]);
      }),
    );
  });

  it.each([
    ['Police', 'Р\u043elice'],
    ['Police nationale', 'Police'],
    ['State Police', 'State Police 2'],
    ['पुलिस', 'पलस'],
    ['', ''],
    ['...', '---'],
    ['FBI', ''],
  ])('%j is not %j', (one, other) => {
    expect(namesAlike(one, other)).toBe(false);
  });
});
