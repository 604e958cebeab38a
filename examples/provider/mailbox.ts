import type { Account } from './account.ts';
import { inventAccounts } from './accounts.ts';
import { type Letter, type StoredMail, storedMail } from './mail.ts';
import { SUBJECTS, someParagraphs } from './phrases.ts';
import { seededRandom } from './random.ts';
import { someInstant } from './timeline.ts';

/** A mailbox of one account that is as large as one likes: every message has so many bytes. */
export type Mailbox = { messages: number; bytes: number };

/** Whose it is; no sample demand names it. */
export const MAILBOX_OWNER: Account = {
  id: 'acct-mailbox',
  name: 'Maxima Boxwell',
  email: 'mailbox@example.com',
  phone: '+13125550198',
  userIds: [],
  customer: 'consumer',
  country: 'US',
  usPerson: true,
  inUS: true,
  dataCountry: 'US',
  controllerCountry: 'US',
  activity: 1,
  since: '2019-05-14T09:00:00.000Z',
};

/** Room for what stands before the text; and what one request takes, without much of a laptop's memory. */
const [LEAST, MOST] = [1_000, 64 * 2 ** 20];
const MOST_MESSAGES = 10_000_000;
const USUAL_BYTES = 50_000;

/** Reads `MESSAGES[xBYTES]`, such as `200000x50000`; undefined where it says something else, or too much. */
export function readMailbox(text: string): Mailbox | undefined {
  const [, messages, bytes = String(USUAL_BYTES)] = /^(\d{1,8})(?:x(\d{1,9}))?$/.exec(text) ?? [];
  const mailbox = { messages: Number(messages), bytes: Number(bytes) };
  const isWithin = mailbox.messages >= 1 && mailbox.messages <= MOST_MESSAGES;
  return isWithin && mailbox.bytes >= LEAST && mailbox.bytes <= MOST ? mailbox : undefined;
}

/**
 * Its messages from one number up to but not including another, counted from 0. Each is made of its number, the size and the
 * day alone, so that a mailbox is loaded in steps and grows by being asked for again.
 */
export function* mailboxMessages(
  [from, to]: readonly [number, number],
  bytes: number,
  today: Date,
): Generator<StoredMail> {
  for (let number = from; number < to; number += 1) yield messageOf(number, bytes, today);
}

const CR = 13;
const writers = inventAccounts(seededRandom(1), new Date(0), 40);

function messageOf(number: number, bytes: number, today: Date): StoredMail {
  const random = seededRandom(number);
  const id = random.id(16);
  const at = someInstant(random, today);
  const letter: Letter = {
    id,
    messageId: `<${id}.${number}@example.net>`,
    at,
    subject: random.pick(SUBJECTS),
    from: random.pick(writers),
    to: [MAILBOX_OWNER],
    references: [],
  };
  const head = Buffer.from(headOf(letter));
  const message = Buffer.allocUnsafe(bytes);
  head.copy(message);
  const paragraphs = TEXT.starts;
  let start = random.pick(paragraphs);
  for (let at = head.length; at < bytes; start = 0) at += TEXT.bytes.copy(message, at, start);
  // However the text was cut off, lines end as they should.
  message.write('..\r\n', bytes - 4, 'latin1');
  if (message[bytes - 5] === CR) message.write('.', bytes - 5, 'latin1');
  return storedMail(letter, MAILBOX_OWNER, message);
}

function headOf({ at, from, messageId, subject }: Letter): string {
  const date = at.toUTCString().replace('GMT', '+0000');
  return [
    'Received: from mx.example.net (mx.example.net [192.0.2.25])',
    `\tby mail.example.com with ESMTPS for <${MAILBOX_OWNER.email}>; ${date}`,
    `From: ${encoded(from.name)} <${from.email}>`,
    `To: ${MAILBOX_OWNER.name} <${MAILBOX_OWNER.email}>`,
    `Subject: ${encoded(subject)}`,
    `Date: ${date}`,
    `Message-ID: ${messageId}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=us-ascii',
    '\r\n',
  ].join('\r\n');
}

/** A word of RFC 2047, where it is not of ASCII alone. */
const encoded = (text: string) =>
  /^[ -~]*$/.test(text) ? text : `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;

/** Some text that all messages take theirs from, and where its paragraphs begin. */
const TEXT = inventText(256 * 1024);

function inventText(length: number): { bytes: Buffer; starts: number[] } {
  const random = seededRandom(2);
  const starts: number[] = [];
  let text = '';
  while (text.length < length) {
    starts.push(text.length);
    text += `${someParagraphs(random).replaceAll('\n', '\r\n')}\r\n\r\n`;
  }
  return { bytes: Buffer.from(text, 'latin1'), starts };
}
