import { createHash } from 'node:crypto';
import type { Letter } from './letters-api.ts';

export type Message = {
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  messageId: string;
  locale: string;
};

/** One address and nothing else: no name, no list, no line, no route. What is stranger than this is written to by a person. */
const ADDRESS = /^(?=.{3,254}$)[\p{L}\p{N}!#$%&'*+/=?^_`{|}~.-]{1,64}@[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+$/u;
export const isAddress = (text: string): boolean => ADDRESS.test(text);

const LOCALE = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{2,8})*$/;

/**
 * A letter as a message. The same letter always has the same Message-ID: what was sent twice, since nobody knew whether the server
 * had taken it, is one message to whoever gets it. @throws RangeError for what is no address
 */
export function messageOf(
  demandId: string,
  { letter, locale, subject, text, html }: Letter,
  { from, to }: Pick<Message, 'from' | 'to'>,
): Message {
  if (!isAddress(to) || !isAddress(from)) throw new RangeError('no address that a letter can go to');
  const id = createHash('sha256').update(`${demandId}#${letter}`).digest('hex').slice(0, 32);
  return {
    from,
    to,
    // A line in it would begin another header.
    subject: subject.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, 200),
    text,
    html,
    messageId: `<${id}@${from.split('@')[1]}>`,
    locale: LOCALE.test(locale) ? locale : 'en',
  };
}
