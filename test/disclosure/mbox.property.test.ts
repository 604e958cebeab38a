import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { fromLine, MboxrdBody } from '../../functions/disclosure/mbox.ts';
import { mboxMessages } from '../../scripts/verify/mbox-messages.ts';

const sha256 = (text: string) => createHash('sha256').update(text, 'latin1').digest('hex');

/** Lines that mailboxes are confused by, among others. */
const line = fc.oneof(
  fc.constantFrom(
    '',
    'From ',
    'From here',
    '>From here',
    '>>From there',
    'From: a@example.com',
    ' From',
    '.',
    '>',
  ),
  fc.string({ unit: 'binary-ascii' }).map((text) => text.replaceAll(/[\r\n]/g, '')),
);
const message = fc
  .tuple(fc.array(line), fc.boolean())
  .map(([lines, isEnded]) => lines.join('\r\n') + (isEnded ? '\r\n' : ''));
const date = fc
  .date({ min: new Date('1970-01-02T00:00:00Z'), max: new Date('2100-01-01T00:00:00Z'), noInvalidDate: true })
  .map((value) => value.toISOString());

/** A stream in pieces of any size, as networks give them. */
async function* pieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text, 'latin1');
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function bodyOf(text: string, size: number): Promise<{ bytes: Buffer; isExact: boolean }> {
  const [body, parts]: [MboxrdBody, Buffer[]] = [new MboxrdBody(), []];
  // What it gives is written over by the next call.
  for await (const chunk of pieces(text, size)) parts.push(Buffer.from(body.take(chunk)));
  const { end, isExact } = body.finish();
  return { bytes: Buffer.concat([...parts, end]), isExact };
}

async function mailbox(messages: readonly string[], dates: readonly string[], size: number): Promise<string> {
  const parts: Buffer[] = [];
  for (const [index, text] of messages.entries()) {
    parts.push(Buffer.from(fromLine('a@example.com', dates[index % dates.length] ?? '')));
    parts.push((await bodyOf(text, size)).bytes);
  }
  return Buffer.concat(parts).toString('latin1');
}

describe('a mailbox', () => {
  it('gives back every message that went in, byte for byte, in whatever pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(message, { maxLength: 5 }),
        fc.array(date, { minLength: 1 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        async (messages, dates, writing, reading) => {
          const text = await mailbox(messages, dates, writing);
          const found: boolean[] = [];
          for await (const one of mboxMessages(pieces(text, reading))) {
            const wanted = sha256(messages[found.length] ?? 'nothing');
            found.push(one.isOf(wanted));
          }
          expect(found).toEqual(messages.map(() => true));
        },
      ),
    );
  });

  it('says the same whatever pieces the message comes in', async () => {
    await fc.assert(
      fc.asyncProperty(message, date, fc.integer({ min: 1, max: 50 }), async (text, at, size) => {
        expect(await mailbox([text], [at], size)).toBe(await mailbox([text], [at], 100_000));
      }),
    );
  });

  it('is what its definition says of any bytes, in whatever pieces', async () => {
    const bytes = fc
      .array(fc.constantFrom('From ', '>From ', 'From', 'F', '>', '\r', '\n', '\r\n', 'a', '\u00ff'))
      .map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(bytes, fc.integer({ min: 1, max: 9 }), async (text, size) => {
        const body = await bodyOf(text, size);
        const quoted = text.replaceAll('\r\n', '\n').replaceAll(/(^|\n)(>*From )/g, '$1>$2');
        const ended = text === '' || text.endsWith('\n') ? quoted : `${quoted}\n`;
        expect(body.bytes.toString('latin1')).toBe(`${ended}\n`);
        expect(body.isExact).toBe(!/(?<!\r)\n|\r(?!\n)/.test(text));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['text before a message', 'text\n\n'],
    ['a quote before a message', '>From here\n\n'],
    ['a separator that breaks off', 'From '],
    ['a separator without a date', 'From a@example.com\n\n'],
    ['a separator without an end', `From a@example.com ${'x'.repeat(2000)}`],
    ['a message that breaks off', 'From a Thu Nov 26 10:00:00 2026\ntext\n'],
    ['a message whose last line breaks off', 'From a Thu Nov 26 10:00:00 2026\ntext\n\n>>Fro'],
    ['nothing after a separator', 'From a Thu Nov 26 10:00:00 2026\n'],
  ])('with %s is not believed', async (_what, text) => {
    for (const size of [1, 7, 5000]) {
      const read = async () => {
        for await (const _ of mboxMessages(pieces(text, size)));
      };
      await expect(read()).rejects.toMatchObject({ name: 'PackageFault' });
    }
  });

  it('has a separator that says when, in UTC and as asctime writes it', () => {
    expect(fromLine('a@example.com', '2026-03-05T04:05:06.789Z')).toBe(
      'From a@example.com Thu Mar  5 04:05:06 2026\n',
    );
    expect(fromLine('two words', '2026-11-15T14:05:06.000Z')).toBe(
      'From MAILER-DAEMON Sun Nov 15 14:05:06 2026\n',
    );
  });

  it('says so when line ends cannot be restored', async () => {
    for (const [text, isExact] of [
      ['a\r\nb', true],
      ['a\nb', false],
      ['a\rb', false],
      ['', true],
    ] as const) {
      expect(await bodyOf(text, 1)).toMatchObject({ isExact });
    }
  });
});
