import fc from 'fast-check';
import { guardJsonText } from '../../functions/shared/json-guard.ts';
import { Problem } from '../../functions/shared/problem.ts';

const codeOf = (text: string): string => {
  try {
    guardJsonText(text);
    return 'passed';
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
};

describe('the guard before JSON.parse', () => {
  it.each([
    ['a key said twice', '{"a":1,"a":2}', 'duplicate_key'],
    ['a key said twice in two spellings', '{"a":1,"\\u0061":2}', 'duplicate_key'],
    ['a key that reaches into prototypes', '{"__proto__":{"role":"releaser"}}', 'forbidden_key'],
    ['a spelling of such a key', '{"\\u005f_proto__":1}', 'forbidden_key'],
    ['ten thousand levels of arrays', '['.repeat(10_000), 'too_deep'],
    ['ten thousand levels of objects', '{"a":'.repeat(10_000), 'too_deep'],
    ['a number that a double cannot hold', '[1e400]', 'number_out_of_range'],
    ['a number too small for any store', '[1e-200]', 'number_out_of_range'],
    ['a number that becomes zero', '[1e-400]', 'number_out_of_range'],
    ['a zero with a sign', '[-0]', 'number_out_of_range'],
    ['one of many zeros', '[-0.000]', 'number_out_of_range'],
    ['one with an exponent', '{"a":-0e9}', 'number_out_of_range'],
    ['a number that becomes another', '[9007199254740993]', 'number_out_of_range'],
    ['a negative number that does', '[-9007199254740993]', 'number_out_of_range'],
    ['a fraction that does', '[0.30000000000000004440892098500626]', 'number_out_of_range'],
    ['a count with a sliver', '[1.00000000000000000001]', 'number_out_of_range'],
    ['a number that is none', '[-NaN]', 'number_out_of_range'],
    ['an exponent without digits', '[1e]', 'number_out_of_range'],
    ['a number of a thousand digits', `[${'9'.repeat(1000)}]`, 'number_out_of_range'],
  ])('refuses %s', (_name, text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  it('lets the same key stand in different objects, and braces stand in strings', () => {
    expect(codeOf('[{"a":1},{"a":"}{[\\"a\\":"}]')).toBe('passed');
  });

  it.each([
    '0',
    '0.0',
    '0e5',
    '1.0',
    '100',
    '1e2',
    '1E+2',
    '0.1',
    '1.10',
    '-1.5',
    '9007199254740991',
    '123e-1',
  ])('lets %s through, which is what it is', (number) => {
    expect(codeOf(`[${number}]`)).toBe('passed');
  });

  it('lets through every double as it is written, and none with a digit more that it does not hold', () => {
    const doubles = fc
      .double({ noNaN: true, noDefaultInfinity: true, min: 1e-9, max: 1e15 })
      .filter((double) => !String(double).includes('e'));
    fc.assert(
      fc.property(doubles, fc.boolean(), (double, isNegative) => {
        const text = `${isNegative ? '-' : ''}${double}`;
        expect(codeOf(`[${text}]`)).toBe('passed');
        const longer = `${text}${text.includes('.') ? '' : '.'}00000000000000000001`;
        expect(codeOf(`[${longer}]`)).toBe('number_out_of_range');
      }),
      { numRuns: 2000 },
    );
  });

  it('lets through everything that JSON.stringify writes of shallow values', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!/__proto__|constructor|prototype|\d{41}|\de[+-]?\d/.test(text));
        expect(codeOf(text)).toBe('passed');
      }),
      { numRuns: 2000 },
    );
  });

  it('never throws anything but a problem, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(typeof codeOf(text)).toBe('string');
      }),
      { numRuns: 5000 },
    );
  });
});
