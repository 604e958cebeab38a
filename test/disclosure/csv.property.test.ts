import fc from 'fast-check';
import { cellOf } from '../../functions/disclosure/cell-of.ts';
import { columnsOf, csvLine } from '../../functions/disclosure/csv.ts';
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
    expect(cellOf(['a@example.com', 'b@example.com'])).toBe('a@example.com | b@example.com');
    expect(cellOf(['a|b', 'c'])).toBe('["a|b","c"]');
    expect(cellOf({ b: 1, a: null })).toBe('{"a":null,"b":1}');
    expect([cellOf(null), cellOf(7), cellOf(false)]).toEqual([null, 7, false]);
  });
});

/** Code units of any kind, halves of pairs among them, and what names must not have. */
const wild = fc
  .array(
    fc.oneof(
      fc.nat(0xffff).map((unit) => String.fromCharCode(unit)),
      fc.constantFrom('..', '/', '\\', 'CON', '.txt', ' ', '\u202E', '\0', '\uD800', '請求書', 'e\u0301'),
    ),
  )
  .map((parts) => parts.join(''));

describe('a safe name', () => {
  it('is a plain file name everywhere', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), wild), (name) => {
        const safe = safeName(name);
        expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(200);
        expect(safe).toBe(safe.normalize('NFC'));
        expect(safe.isWellFormed()).toBe(true);
        expect(safe).toMatch(/^[^/\\:*?"<>|\p{Cc}\p{Cs}]+$/u);
        expect(safe).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C\uFEFF]/);
        expect(safe).not.toMatch(/\.\.|^[\s.]|[\s.]$/);
        expect(safe).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i);
      }),
    );
  });

  it('keeps its extension, and no half of a character, however long it is', () => {
    const letter = fc.constantFrom('a', 'é', '請', 'я', '👩‍👩‍👧', 'e\u0301\u0302', '🇦🇹');
    fc.assert(
      fc.property(fc.array(letter, { minLength: 100, maxLength: 1500 }), (letters) => {
        const safe = safeName(`${letters.join('')}.docx`);
        expect(safe).toMatch(/\.docx$/);
        const stem = safe.slice(0, -'.docx'.length);
        expect(letters.join('').normalize('NFC').startsWith(stem)).toBe(true);
        expect(Buffer.byteLength(safe)).toBeGreaterThan(150);
      }),
    );
  });

  it('is told in time of a name of 400 KB', () => {
    const started = Date.now();
    for (const part of [' ', '.', '\u0301', '. ', 'a', '\u202E']) safeName(`x${part.repeat(200_000)}x`);
    expect(Date.now() - started).toBeLessThan(10_000);
  });

  it.each([
    ['../../etc/passwd', '_._etc_passwd'],
    ['C:\\Windows\\x.txt', 'C_Windows_x.txt'],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['résumé (final).pdf', 'résumé (final).pdf'],
    ['re\u0301sume\u0301.pdf', 'résumé.pdf'],
    ['請求書.pdf', '請求書.pdf'],
    ['договор.docx', 'договор.docx'],
    ['.pdf', '_.pdf'],
    [' .請求書.pdf', '_.請求書.pdf'],
    ['..', '_'],
    ['\u202Efdp.exe', '_fdp.exe'],
    ['می\u200Cخواهم.txt', 'می\u200Cخواهم.txt'],
    ['trailing. . ', 'trailing'],
    ['COM¹.txt', '_COM¹.txt'],
    [`e${'\u0301'.repeat(500)}.txt`, `é${'\u0301'.repeat(97)}.txt`],
    ['', '_'],
    ['.htaccess', '_.htaccess'],
    [`${'a'.repeat(300)}.pdf`, `${'a'.repeat(196)}.pdf`],
  ])('of %s is %s', (name, safe) => {
    expect(safeName(name)).toBe(safe);
  });
});

describe('the columns of a table', () => {
  it('are no two of one name, whatever a connector calls its fields', () => {
    const [before, behind] = [
      ['account', 'id', 'at'],
      ['path', 'noted'],
    ];
    const field = fc.constantFrom('account', 'at', 'path', 'noted', 'noted~2', 'noted~3', 'from', 'at~2', '');
    fc.assert(
      fc.property(fc.uniqueArray(field), (fields) => {
        const columns = columnsOf(before, fields, behind);
        expect(new Set(columns).size).toBe(columns.length);
        expect(columns.slice(0, 3)).toEqual(before);
        expect(columns.slice(-2)).toEqual(behind);
        expect(columns).toHaveLength(fields.length + 5);
      }),
    );
    expect(columnsOf(before, ['at', 'from'], behind)).toEqual([...before, 'at~2', 'from', ...behind]);
  });
});
