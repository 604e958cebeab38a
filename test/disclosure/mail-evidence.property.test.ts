import fc from 'fast-check';
import { MailEvidence } from '../../functions/disclosure/mail-evidence.ts';
import { fromLine, MboxrdBody } from '../../functions/disclosure/mbox.ts';
import { instantOf } from '../../functions/disclosure/stamps.ts';
import { stampOf } from '../../scripts/verify/date-time.ts';
import { mboxMessages } from '../../scripts/verify/mbox-messages.ts';
import { ODD_MAIL } from './odd-mail.ts';

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function written(bytes: Buffer, size: number): Promise<number | undefined> {
  const evidence = new MailEvidence();
  for await (const chunk of pieces(bytes, size)) evidence.take(chunk);
  return evidence.instant();
}

/** What the verifier makes of a mailbox with this one message. */
async function verified(bytes: Buffer, size: number): Promise<number | undefined> {
  const mailbox: Uint8Array[] = [Buffer.from(fromLine('a@example.com', '2026-03-02T10:00:00.000Z'))];
  const body = new MboxrdBody();
  for await (const chunk of pieces(bytes, size)) mailbox.push(Buffer.from(body.take(chunk)));
  mailbox.push(body.finish().end);
  const found: (number | undefined)[] = [];
  for await (const { stamped } of mboxMessages(pieces(Buffer.concat(mailbox), size))) found.push(stamped);
  expect(found).toHaveLength(1);
  return found[0];
}

/** Pieces of header fields, of which some make dates. */
const piece = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom('Received:', 'Date:', 'received :', 'DATE\t:', 'Subject:', ';', '; ', ','),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(' Mon, 2 Mar 2026 10:00:00 +0000', ' 2 mar 26 10:00 EST', ' 1 Jan 126 1:00 Z'),
  },
  { weight: 2, arbitrary: fc.constantFrom('(', ')', '\\', '"', '\\"', '\\(', '()', '(x (y) z)') },
  {
    weight: 2,
    arbitrary: fc.constantFrom('\r\n', '\n', '\r', '\r\n ', '\n\t', '\r\n\r\n', '\n\n', '\r\r\n'),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('From ', '>From ', ' ', '\t', 'id 7', 'GMT', '+0100', '2026', '\0', '\xff'),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary-ascii', maxLength: 8 }) },
);
const message = fc.array(piece, { maxLength: 40 }).map((parts) => Buffer.from(parts.join(''), 'latin1'));

/** Texts that are nearly dates. */
const nearly = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'Mon',
        ',',
        ' ',
        '  ',
        '\t',
        '2',
        '02',
        '31',
        'Feb',
        'mar',
        '2026',
        '26',
        '126',
        '10',
        ':',
        '59',
      ),
      fc.constantFrom(
        '60',
        '+0000',
        '-0330',
        'GMT',
        'z',
        'J',
        'CEST',
        'id',
        '(x)',
        '-',
        'T',
        'Z',
        '.5',
        '2026-03-02T10:00:00',
      ),
      fc.string({ maxLength: 3 }),
    ),
    { maxLength: 16 },
  )
  .map((parts) => parts.join(''));
/** A date with one thing changed. */
const spoiled = fc
  .tuple(
    fc.constantFrom('Mon, 2 Mar 2026 10:00:00 +0000', '2 Mar 26 10:00 PDT', '2026-03-02T10:00:00.123Z'),
    fc.nat(32),
    fc.nat(2),
    fc.string({ unit: 'binary-ascii', maxLength: 2 }),
  )
  .map(([text, at, cut, put]) => text.slice(0, at) + put + text.slice(at + cut));

describe('what a message says of its time', () => {
  it.each(Object.entries(ODD_MAIL))('is told of one with %s', async (_, { bytes, stamped }) => {
    const expected = stamped === undefined ? undefined : Date.parse(stamped);
    for (const size of [65_536, 7]) {
      if (bytes.length > 100_000 && size < 100) continue;
      expect(await written(bytes, size)).toBe(expected);
      expect(await verified(bytes, size)).toBe(expected);
    }
  });

  it('has a limit, which is the same to both: a megabyte for a field, its name and its folds', async () => {
    const date = ' x; Mon, 02 Mar 2026 10:00:00 +0000;';
    const texts: [string, boolean][] = [];
    for (const name of ['received  :'])
      for (const fold of ['', '\r\n '])
        for (const more of [-1, 0, 1, 9]) {
          const used = name.length + date.length + fold.replace('\r\n', '').length;
          const text = `${name}${date}${fold}${'x'.repeat(1024 * 1024 - used + more)}`;
          texts.push([`${text}\r\n\r\n`, more <= 0], [text, more <= 0], [`${text}\r`, more < 0]);
        }
    for (const [text, isDated] of texts) {
      const bytes = Buffer.from(text);
      const found = await written(bytes, 65_536);
      expect(found !== undefined).toBe(isDated);
      expect(await verified(bytes, 65_536)).toBe(found);
    }
  });

  it('is the same to who writes a package and to who verifies it, in whatever pieces', async () => {
    await fc.assert(
      fc.asyncProperty(message, fc.integer({ min: 1, max: 50 }), async (bytes, size) => {
        expect(await verified(bytes, size)).toBe(await written(bytes, size));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('what a stamp says', () => {
  it('is the same to both', () => {
    fc.assert(
      fc.property(fc.oneof(nearly, spoiled), (text) => {
        expect(stampOf(text)).toBe(instantOf(text));
      }),
      { numRuns: 5000 },
    );
  });
});
