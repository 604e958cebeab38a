import { text } from '../../functions/shared/text.schema.ts';

const isText = (value: string) => text(100).safeParse(value).success;

describe('text that may be stored and shown', () => {
  it('has letters of every script, tabs and line ends', () => {
    expect(isText('Juzgado de Instrucción\t第１\nüber 🏛')).toBe(true);
  });

  it.each([
    ['a NUL', 'a\u0000b'],
    ['an escape sequence', 'a\u001b[31mb'],
    ['a text-direction override', 'a\u202eb'],
    ['a zero-width space', 'a\u200bb'],
    ['half of a surrogate pair', 'a\ud800b'],
    ['nothing at all', ''],
  ])('never has %s', (_name, value) => {
    expect(isText(value)).toBe(false);
  });
});
