import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { Message } from './message-of.ts';

/** Hands a message over. @returns by which name the mail server knows it */
export type Transport = (message: Message) => Promise<string>;

/** What a message is to nodemailer, which may read no file and fetch no address for it. */
const mailOf = ({ from, to, subject, text, html, messageId, locale }: Message) => ({
  from,
  to,
  envelope: { from, to: [to] },
  subject,
  text,
  html,
  messageId,
  headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': locale },
  disableFileAccess: true,
  disableUrlAccess: true,
});

export type SmtpServer = {
  host: string;
  port: number;
  /** Over TLS from the first byte; else it begins with STARTTLS, and nothing is sent without. */
  secure: boolean;
  /** No TLS at all: for a server on this machine. */
  isPlain?: boolean;
  auth?: { user: string; pass: string };
};

/** Sends by SMTP. A message is sent when the server has taken it for its one recipient. */
export function smtpTransport({ isPlain = false, ...server }: SmtpServer): Transport {
  const smtp = createTransport({
    ...server,
    ...(isPlain ? { ignoreTLS: true } : { requireTLS: !server.secure }),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
  });
  return async (message) => {
    const { accepted } = await smtp.sendMail(mailOf(message));
    if (accepted.length !== 1) throw new Error('the server did not take the letter');
    return message.messageId;
  };
}

/** Writes messages into a folder, a file each; the same letter is the same file. */
export function folderTransport(folder: string): Transport {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const composer = createTransport({ streamTransport: true, buffer: true });
  return async (message) => {
    const { message: bytes } = await composer.sendMail(mailOf(message));
    const file = join(folder, `${message.messageId.slice(1, 33)}.eml`);
    writeFileSync(`${file}.part`, bytes as Buffer, { mode: 0o600 });
    renameSync(`${file}.part`, file);
    return message.messageId;
  };
}
