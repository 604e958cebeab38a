import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import type { Account } from './account.ts';
import { SUBJECTS, someParagraphs } from './phrases.ts';
import type { Random } from './random.ts';
import { someFile } from './sample-bytes.ts';
import { entryOf, later, someCircle, someInstant } from './timeline.ts';

/** One message in one account's mailbox: the index entry and the bytes of the object that it names. */
export type StoredMail = {
  item: {
    account: string;
    entry: string;
    id: string;
    key: string;
    date: string;
    from: string;
    folder: string;
    labels: string[];
    to: string[];
    messageId: string;
    subject: string;
    size: number;
  };
  bytes: Buffer;
};

export type Letter = {
  id: string;
  messageId: string;
  at: Date;
  subject: string;
  from: Account;
  to: readonly Account[];
  references: readonly string[];
};

const FOLDERS = ['Inbox', 'Inbox', 'Inbox', 'Archive/Family', 'Bin'];

/** Threads of mail between customers, until mailboxes hold `count` messages. */
export async function inventMail(
  random: Random,
  accounts: readonly Account[],
  today: Date,
  count: number,
): Promise<StoredMail[]> {
  const stored: StoredMail[] = [];
  while (stored.length < count)
    for (const letter of inventThread(random, accounts, today))
      stored.push(...(await deliver(random, letter)));
  return stored.slice(0, count);
}

function inventThread(random: Random, accounts: readonly Account[], today: Date): Letter[] {
  const circle = someCircle(random, accounts, random.pick([2, 2, 2, 3, 4]));
  const topic = random.pick(SUBJECTS);
  const letters: Letter[] = [];
  let at = someInstant(random, today);
  for (let number = random.int(1, 6); number > 0; number -= 1) {
    const from = random.pick(circle);
    const id = random.id(16);
    letters.push({
      id,
      messageId: `<${id}@${from.email.slice(from.email.indexOf('@') + 1)}>`,
      at,
      subject: letters.length === 0 ? topic : `Re: ${topic}`,
      from,
      to: circle.filter((one) => one !== from),
      references: letters.map(({ messageId }) => messageId),
    });
    at = later(at, random.int(4, 2_000), today);
  }
  return letters;
}

/** One composed message, once in the sender's mailbox and once in each recipient's. */
async function deliver(random: Random, letter: Letter): Promise<StoredMail[]> {
  const bytes = await compose(random, letter);
  const received = letter.to.map((account) => {
    const date = letter.at.toUTCString().replace('GMT', '+0000');
    const hop = `Received: from mx.example.net (mx.example.net [192.0.2.${random.int(1, 254)}])\r\n\tby mail.example.com with ESMTPS id ${random.id(12)}\r\n\tfor <${account.email}>; ${date}\r\n`;
    return storedMail(letter, account, Buffer.concat([Buffer.from(hop, 'latin1'), bytes]));
  });
  return [storedMail(letter, letter.from, bytes), ...received];
}

/** A letter in the mailbox of one who had it. */
export function storedMail(letter: Letter, account: Account, bytes: Buffer): StoredMail {
  const { id, at, messageId, subject } = letter;
  return {
    item: {
      account: account.id,
      entry: entryOf(at, id),
      id,
      key: `${account.id}/${id}.eml`,
      date: at.toISOString(),
      from: letter.from.email,
      ...placeOf(letter, account),
      to: letter.to.map(({ email }) => email),
      messageId,
      subject,
      size: bytes.length,
    },
    bytes,
  };
}

/** Where its owner keeps a message: what somebody sent, what was put away, what is in the bin. */
function placeOf({ id, from, subject }: Letter, account: Account): { folder: string; labels: string[] } {
  const folder = from === account ? 'Sent' : (FOLDERS[(id.codePointAt(0) ?? 0) % FOLDERS.length] ?? 'Inbox');
  return { folder, labels: subject.startsWith('Re: ') ? ['conversation'] : [] };
}

function compose(random: Random, letter: Letter): Promise<Buffer> {
  const text = someParagraphs(random);
  const html = random.chance(0.4) ? `<p>${text.replaceAll('\n\n', '</p>\n<p>')}</p>` : undefined;
  const files = random.chance(0.25) ? Array.from({ length: random.int(1, 2) }, () => someFile(random)) : [];
  return new MailComposer({
    from: { name: letter.from.name, address: letter.from.email },
    to: letter.to.map(({ name, email }) => ({ name, address: email })),
    subject: letter.subject,
    date: letter.at,
    messageId: letter.messageId,
    ...(letter.references.length > 0
      ? { inReplyTo: letter.references.at(-1), references: [...letter.references] }
      : {}),
    text,
    ...(html === undefined ? {} : { html }),
    attachments: files.map(({ name, mediaType, bytes }) => ({
      filename: name,
      contentType: mediaType,
      content: bytes,
    })),
    baseBoundary: letter.id,
    newline: 'windows',
  })
    .compile()
    .build();
}
