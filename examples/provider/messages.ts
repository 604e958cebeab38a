import type { Account } from './account.ts';
import { someSentence } from './phrases.ts';
import type { Random } from './random.ts';
import { entryOf, later, someCircle, someInstant } from './timeline.ts';

export type StoredMessage = {
  account: string;
  entry: string;
  id: string;
  conversation: string;
  sentAt: string;
  from: string;
  to: string[];
  body: string;
  size: number;
};

/** Chats between customers, until accounts hold `count` messages. Each participant holds each message. */
export function inventMessages(
  random: Random,
  accounts: readonly Account[],
  today: Date,
  count: number,
): StoredMessage[] {
  const stored: StoredMessage[] = [];
  while (stored.length < count) {
    const circle = someCircle(random, accounts, random.pick([2, 2, 3]));
    const conversation = random.id(12);
    let at = someInstant(random, today);
    for (let number = random.int(2, 10); number > 0; number -= 1) {
      const from = random.pick(circle);
      const body = someSentence(random);
      const message = {
        id: random.id(16),
        conversation,
        sentAt: at.toISOString(),
        from: from.email,
        to: circle.filter((one) => one !== from).map(({ email }) => email),
        body,
        size: Buffer.byteLength(body),
      };
      for (const { id } of circle) stored.push({ account: id, entry: entryOf(at, message.id), ...message });
      at = later(at, random.int(1, 30), today);
    }
  }
  return stored.slice(0, count);
}
