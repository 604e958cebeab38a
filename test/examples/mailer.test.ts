import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openJournal } from '../../examples/mailer/journal.ts';
import type { LettersApi } from '../../examples/mailer/letters-api.ts';
import { isAddress, messageOf } from '../../examples/mailer/message-of.ts';
import { demandOf } from '../../examples/mailer/notices.ts';
import { type MailerDeps, sendLetters } from '../../examples/mailer/send-letters.ts';
import { folderTransport, smtpTransport } from '../../examples/mailer/transports.ts';
import { Problem } from '../../functions/shared/problem.ts';
import { anOrder, type Silenced, silencedDemand } from '../kit/silenced-demand.ts';
import { startSmtpSink } from './smtp-sink.ts';

const OVER = '2027-01-01T00:00:00.000Z';
const FROM = 'privacy@example.com';
const folder = mkdtempSync(join(tmpdir(), 'due-process-mailer-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The API of a demand, as HTTP answers it. */
const apiOf = (demand: Silenced): LettersApi => ({
  take: async () => {
    try {
      return (await demand.mailer({ take: true })).letters ?? [];
    } catch (error) {
      if (error instanceof Problem && error.status === 409) return 'held';
      throw error;
    }
  },
  sent: async (_id, letters) => (await demand.mailer({ sent: [...letters] })).unconfirmed,
  failed: async (_id, letters) => {
    await demand.mailer({ failed: [...letters] });
  },
});

let files = 0;
const newFile = () => {
  files += 1;
  return join(folder, `journal-${files}.jsonl`);
};

/** A demand whose letters wait, and a mailer whose server keeps what it gets. */
async function arrange(change: Partial<MailerDeps> = {}) {
  const demand = await silencedDemand();
  await demand.plan();
  demand.at(OVER);
  await demand.sweep();
  const out: string[] = [];
  const file = newFile();
  const deps: MailerDeps = {
    api: apiOf(demand),
    journal: openJournal(file),
    transport: async ({ to, messageId }) => {
      out.push(to);
      return messageId;
    },
    from: FROM,
    addressOf: (account) => `${account}@example.com`,
    ...change,
  };
  const mail = (over: Partial<MailerDeps> = {}) => sendLetters(demand.id, { ...deps, ...over });
  /** The mailer, started again after it was cut off. */
  const again = () => mail({ journal: openJournal(file) });
  return { demand, deps, out, file, mail, again };
}

const BOTH = ['acct-0001@example.com', 'acct-0002@example.com'];
const cutOff = () => Promise.reject(new Error('cut off'));

describe('the mailer', () => {
  test('sends each letter once, and the customer is told when the API knows', async () => {
    const { demand, out, mail } = await arrange();
    expect(await mail()).toEqual({ sent: 2, failed: 0, isHeld: false });
    expect(out).toEqual(BOTH);
    expect(await demand.facts()).toMatchObject({ notice: 'sent' });
    expect(await mail()).toMatchObject({ sent: 0, isHeld: true });
    expect(out).toEqual(BOTH);
  });

  test('cut off between sending and confirming confirms, and sends nothing again', async () => {
    const { demand, deps, out, mail, again } = await arrange();
    await expect(mail({ api: { ...deps.api, sent: cutOff } })).rejects.toThrow('cut off');
    expect(await demand.facts()).toMatchObject({ notice: 'planned' });
    expect(await again()).toMatchObject({ sent: 2 });
    expect(out).toEqual(BOTH);
    expect(await demand.facts()).toMatchObject({ notice: 'sent' });
  });

  test('cut off after the API knew confirms twice, which is once', async () => {
    const { demand, deps, out, mail, again } = await arrange();
    const sent: LettersApi['sent'] = async (id, letters) => {
      await deps.api.sent(id, letters);
      throw new Error('cut off');
    };
    await expect(mail({ api: { ...deps.api, sent } })).rejects.toThrow('cut off');
    await again();
    expect(out).toEqual(BOTH);
    expect((await demand.actions()).filter((action) => action === 'notice.sent')).toHaveLength(1);
  });

  test('confirms late what waits again since nobody had answered for it', async () => {
    const { demand, deps, out, mail, again } = await arrange();
    await mail({ api: { ...deps.api, sent: cutOff } }).catch(() => undefined);
    demand.at('2027-01-01T01:00:00.000Z');
    await demand.sweep();
    expect((await demand.letters()).map(({ state }) => state)).toEqual(['queued', 'queued']);
    await again();
    expect(out).toEqual(BOTH);
    expect(await demand.facts()).toMatchObject({ notice: 'sent' });
  });

  test('confirms what it sent before an order, though that holds what is not out', async () => {
    const { demand, deps, out, mail, again } = await arrange({
      addressOf: (account) => (account === 'acct-0001' ? BOTH[0] : undefined),
    });
    await mail({ api: { ...deps.api, sent: cutOff, failed: cutOff } }).catch(() => undefined);
    await demand.bring(anOrder({ kind: 'ordered', until: '2027-06-30' }));
    expect(await again()).toEqual({ sent: 1, failed: 0, isHeld: true });
    expect(out).toEqual(BOTH.slice(0, 1));
    expect((await demand.letters()).map(({ state }) => state)).toEqual(['sent', 'queued']);
    expect((await demand.notice())?.queuedAt).toBeUndefined();
  });

  test('cut off while a server had it sends it again under the same name, when its time is over', async () => {
    const names: string[] = [];
    const transport: MailerDeps['transport'] = async ({ messageId }) => {
      names.push(messageId);
      return messageId;
    };
    const { demand, deps, mail, again, file } = await arrange({ transport });
    await mail({ api: { ...deps.api, sent: cutOff } }).catch(() => undefined);
    // All that is on the disk is that both were taken, and that the server was called for the first.
    const lines = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, `${lines.slice(0, 3).join('\n')}\n${lines[3]?.slice(0, 20)}`);
    expect(await again()).toMatchObject({ sent: 1 });
    expect(await demand.facts()).toMatchObject({ notice: 'planned' });
    demand.at('2027-01-01T01:00:00.000Z');
    await demand.sweep();
    expect(await again()).toMatchObject({ sent: 1 });
    expect(names).toHaveLength(4);
    expect(new Set(names).size).toBe(2);
    expect(await demand.facts()).toMatchObject({ notice: 'sent' });
  });

  test('that comes back late takes no letter away from the one that has it now', async () => {
    const { demand, deps, mail } = await arrange();
    const transport = cutOff;
    await mail({ transport, api: { ...deps.api, failed: cutOff } }).catch(() => undefined);
    demand.at('2027-01-01T01:00:00.000Z');
    await demand.sweep();
    const { letters = [] } = await demand.mailer({ take: true });
    expect(letters.map(({ taken }) => taken)).toEqual([2, 2]);
    expect(await mail()).toMatchObject({ sent: 0 });
    expect((await demand.letters()).map(({ state }) => state)).toEqual(['taken', 'taken']);
  });

  test('gives back what it cannot send, and people are called when that goes on', async () => {
    const { demand, mail } = await arrange({ addressOf: () => undefined });
    expect(await mail()).toEqual({ sent: 0, failed: 2, isHeld: false });
    expect((await demand.letters()).map(({ state, failed }) => [state, failed])).toEqual([
      ['queued', 1],
      ['queued', 1],
    ]);
    for (const hour of ['01', '07']) {
      demand.at(`2027-01-01T${hour}:00:00.000Z`);
      await demand.sweep();
      await mail();
    }
    demand.at('2027-01-02T07:00:00.000Z');
    await expect(demand.sweep()).rejects.toMatchObject({ name: 'TransientFault' });
  });
});

const letter = {
  letter: 1,
  account: 'acct-0001',
  taken: 1,
  locale: 'de',
  subject: 'Eine Anfrage nach Daten Ihres Kontos: größer',
  text: 'Grüße\n.\nvon uns\n',
  html: '<!doctype html><html lang="de"><body><p>Grüße</p></body></html>',
};

describe('a letter as a message', () => {
  test.each([
    ['a second header', 'a@example.com\r\nBcc: b@example.com'],
    ['a second recipient', 'a@example.com,b@example.com'],
    ['a list with a name', 'all: a@example.com;'],
    ['a name before it', 'A <a@example.com>'],
    ['a command of SMTP', 'a@example.com>\r\nRCPT TO:<b@example.com'],
    ['a route', '@b.example:a@example.com'],
    ['no domain', 'postmaster'],
    ['nothing', ''],
    ['a sign that nobody sees', 'a\u200b@example.com'],
    ['more than an address may have', `${'a'.repeat(64)}@${'b'.repeat(190)}.example`],
  ])('goes to nobody whose address is %s', (_what, to) => {
    expect(isAddress(to)).toBe(false);
    expect(() => messageOf('d-1', letter, { from: FROM, to })).toThrow(RangeError);
  });

  test('arrives by SMTP with text and HTML, in its language, and with no header from its words', async () => {
    const sink = await startSmtpSink();
    try {
      const send = smtpTransport({ host: '127.0.0.1', port: sink.port, secure: false, isPlain: true });
      const hostile = {
        ...letter,
        subject: `${letter.subject}\r\nBcc: b@example.com\r\n\r\nbody`,
        locale: 'de\r\nX-Evil: 1',
      };
      for (const one of [letter, hostile])
        await send(messageOf('d-1', one, { from: FROM, to: 'müller@example.com' }));
      const [plain, guarded] = sink.received;
      expect(plain?.to).toEqual(['müller@example.com']);
      expect(plain?.data).toMatch(/^Content-Type: multipart\/alternative/m);
      expect(plain?.data).toMatch(/^Content-Type: text\/plain; charset=utf-8/m);
      expect(plain?.data).toMatch(/^Content-Type: text\/html; charset=utf-8/m);
      expect(plain?.data).toMatch(/^Content-Language: de\r$/m);
      expect(plain?.data).toMatch(/^Auto-Submitted: auto-generated\r$/m);
      const headers = guarded?.data.split('\r\n\r\n')[0] ?? '';
      expect(headers).not.toMatch(/^(Bcc|X-Evil):/m);
      expect(guarded?.to).toHaveLength(1);
      // The same letter, so that whoever gets both sees one.
      const idOf = (data = '') => /^Message-ID: (.*)\r$/m.exec(data)?.[1];
      expect(idOf(plain?.data)).toBe(idOf(guarded?.data));
      expect(idOf(plain?.data)).not.toContain('d-1');
    } finally {
      await sink.stop();
    }
  });

  test('that a server does not take is not sent', async () => {
    const sink = await startSmtpSink(() => true);
    const transport = smtpTransport({ host: '127.0.0.1', port: sink.port, secure: false, isPlain: true });
    const { demand, mail } = await arrange({ transport });
    expect(await mail()).toMatchObject({ sent: 0, failed: 2 });
    expect(await demand.facts()).toMatchObject({ notice: 'planned' });
    await sink.stop();
  });

  test('goes over TLS, or to no server that is elsewhere', async () => {
    const sink = await startSmtpSink();
    const send = smtpTransport({ host: '127.0.0.1', port: sink.port, secure: false });
    await expect(send(messageOf('d-1', letter, { from: FROM, to: 'a@example.com' }))).rejects.toThrow();
    expect(sink.received).toEqual([]);
    await sink.stop();
  });

  test('is one file in a folder, however often it is written, and fetches nothing', async () => {
    const outbox = join(folder, 'out');
    const send = folderTransport(outbox);
    const message = messageOf(
      'd-1',
      { ...letter, html: `<img src="file:///etc/passwd">${letter.html}` },
      {
        from: FROM,
        to: 'a@example.com',
      },
    );
    await send(message);
    await send(message);
    const [file = '', ...more] = readdirSync(outbox);
    expect(more).toEqual([]);
    expect(readFileSync(join(outbox, file), 'utf8')).toMatch(/^To: a@example.com/m);
  });
});

describe('an event of the bus', () => {
  const event = (type: string, demandId = 'd-01hq3v9x8f2n4m6k8j0p2r4t6v') => ({
    'detail-type': type,
    detail: { demandId, seq: 7 },
  });
  test.each([
    ['of a queue', event('notice.queued'), 'd-01hq3v9x8f2n4m6k8j0p2r4t6v'],
    ['of the laptop', { event: event('notice.overdue', 'c-01') }, 'c-01'],
    ['of something else', event('demand.closed'), undefined],
    ['of a hostile demand', event('notice.queued', '../../x'), undefined],
    ['that is none', 7, undefined],
  ])('%s names its demand where its letters wait', (_what, line, expected) => {
    expect(demandOf(JSON.stringify(line))).toBe(expected);
  });
  test('that was cut off names none', () => expect(demandOf('{"detail')).toBeUndefined());
});
