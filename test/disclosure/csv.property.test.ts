import fc from 'fast-check';
import { cellOf } from '../../functions/disclosure/cell-of.ts';
import { csvLine } from '../../functions/disclosure/csv.ts';
import { safeName } from '../../functions/disclosure/safe-name.ts';
import { csvRows } from '../../scripts/verify/csv-rows.ts';

async function* pieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

const cell = fc.oneof(
  fc.constantFrom(
    '=1+1',
    '+12025550100',
    '-1',
    '@x',
    '\tx',
    "'=x",
    "''+",
    "'",
    ',',
    '"',
    '""',
    'a\r\nb',
    'minutes\npage two.txt',
    'Icon\r',
    'holiday\n=1+1',
    '\n=1+1',
    'a;=1+1',
    '"\n"',
    '＝1',
    ' =1',
  ),
  fc.string({ unit: 'grapheme' }),
);

describe('a table', () => {
  it('gives back the exact text of every cell, in whatever pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1 }),
        fc.integer({ min: 1, max: 20 }),
        async (rows, size) => {
          const text = [['a', 'b', 'c'], ...rows].map(csvLine).join('');
          const found: string[][] = [];
          for await (const row of csvRows(pieces(text, size)))
            found.push([row.a ?? '', row.b ?? '', row.c ?? '']);
          expect(found).toEqual(rows);
        },
      ),
    );
  });

  it('has no cell that a spreadsheet would run', () => {
    fc.assert(
      fc.property(cell, (text) => {
        const written = csvLine([text, 'x']).replace(/^"/, '');
        expect(/^[=+\-@\t\r\n＝＋－＠]/.test(written)).toBe(false);
      }),
    );
  });

  it('keeps a text in one cell, whatever reads it: quoted whole, with nothing before or after', () => {
    fc.assert(
      fc.property(cell, (text) => {
        expect(csvLine([text, 'x'])).toMatch(/^"(?:[^"]|"")*","x"\r\n$/);
      }),
    );
    expect(csvLine(['minutes\npage two.txt', 7, null, true, ''])).toBe(
      '"minutes\npage two.txt",7,,true,""\r\n',
    );
  });

  it('joins lists of texts, and keeps what has more structure as JSON', () => {
    expect(cellOf(['a@example.com', 'b@example.com'])).toBe('a@example.com; b@example.com');
    expect(cellOf(['a;b', 'c'])).toBe('["a;b","c"]');
    expect(cellOf({ b: 1, a: null })).toBe('{"a":null,"b":1}');
    expect([cellOf(null), cellOf(7), cellOf(false)]).toEqual([null, 7, false]);
  });
});

describe('a safe name', () => {
  it('is a plain file name everywhere', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(safeName(name)).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/);
        expect(safeName(name)).not.toMatch(/\.\.|[.]$/);
      }),
    );
  });

  it.each([
    ['../../etc/passwd', 'etc_passwd'],
    ['C:\\Windows\\x.txt', 'C_Windows_x.txt'],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['résumé (final).pdf', 'resume_final_.pdf'],
    ['', '_'],
    ['.htaccess', 'htaccess'],
    [`${'a'.repeat(200)}.pdf`, `${'a'.repeat(96)}.pdf`],
  ])('of %s is %s', (name, safe) => {
    expect(safeName(name)).toBe(safe);
  });
});
