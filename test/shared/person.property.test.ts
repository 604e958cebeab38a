import fc from 'fast-check';
import { isSamePerson, personOf } from '../../functions/shared/person.ts';

const subject = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme-ascii' }),
);
const spelt = fc.constantFrom<(text: string) => string>(
  (text) => text.toUpperCase(),
  (text) => text.toLowerCase(),
  (text) => text.normalize('NFD'),
  (text) => text.normalize('NFKC'),
  (text) => text.normalize('NFKD'),
  (text) => ` \t${text}\u00a0`,
  (text) => text.replaceAll(' ', ' \u2003'),
  (text) => `\u200b${text}\ufeff`,
  (text) => [...text].join('\u00ad').normalize('NFC'),
);

describe('a person', () => {
  it('has one form, which is its own', () => {
    fc.assert(fc.property(subject, (text) => expect(personOf(personOf(text))).toBe(personOf(text))));
  });

  it('is the same by every spelling of the subject', () => {
    fc.assert(
      fc.property(subject, fc.array(spelt, { minLength: 1, maxLength: 3 }), (text, ways) => {
        // A soft hyphen between a letter and its accent parts them for good: what is composed is composed first.
        const other = ways.reduce((made, way) => way(made), text.normalize('NFC'));
        expect(personOf(other)).toBe(personOf(text));
      }),
    );
  });

  it('is another by another name', () => {
    const name = fc.stringMatching(/^[a-z0-9|:@.-]{1,40}$/);
    fc.assert(fc.property(name, name, (one, other) => expect(isSamePerson(one, other)).toBe(one === other)));
  });

  it.each([
    ['sam', 'Sam'],
    ['sam', ' SAM '],
    ['CN=Sam, O=Desk', 'cn=sam,  o=desk'],
    ['straße', 'STRASSE'],
    ['Σίσυφος', 'ΣΊΣΥΦΟΣ'],
    ['ﬁona', 'Fiona'],
    ['ｓａｍ', 'sam'],
    ['Zoe\u0308', 'Zoë'],
  ])('%s is %s', (one, other) => expect(isSamePerson(one, other)).toBe(true));
});
