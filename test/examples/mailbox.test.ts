import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import PostalMime from 'postal-mime';
import { loadMailbox, OtherMailbox } from '../../examples/provider/load-mailbox.ts';
import { MAILBOX_OWNER, mailboxMessages, readMailbox } from '../../examples/provider/mailbox.ts';
import { StoreNames } from '../../examples/provider/stores.ts';
import { DIRECTORY_KEYS, keysOf } from '../../functions/provider/sample-provider.tables.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { TODAY } from '../retrieval/sample-stores.ts';

const NO_NAMES = StoreNames.parse(
  Object.fromEntries(Object.keys(StoreNames.shape).map((name) => [name, 'none'])),
);
const DAY = new Date(`${TODAY}T00:00:00.000Z`);

describe('a large mailbox', () => {
  it.each([
    ['3', { messages: 3, bytes: 50_000 }],
    ['200000x1000', { messages: 200_000, bytes: 1_000 }],
    ['0', undefined],
    ['5x999', undefined],
    ['5x67108865', undefined],
    ['99999999', undefined],
    ['5x', undefined],
    ['1e3x5000', undefined],
    ['-5', undefined],
  ])('of %s is %j', (text, mailbox) => expect(readMailbox(text)).toEqual(mailbox));

  it('has mail that other software reads, each of the size and another than the others', async () => {
    const all = [...mailboxMessages([0, 60], 4_000, DAY), ...mailboxMessages([60, 62], 600_000, DAY)];
    expect(new Set(all.map(({ item }) => item.id)).size).toBe(62);
    for (const { item, bytes } of all) {
      expect(bytes.length).toBe(item.size);
      expect(bytes.toString('latin1')).not.toMatch(/(?<!\r)\n|\r(?!\n)/);
      const { messageId, subject, date, from, to } = await PostalMime.parse(bytes);
      expect({ messageId, subject }).toEqual({ messageId: item.messageId, subject: item.subject });
      expect(new Date(date ?? '').toISOString()).toBe(item.date);
      expect([from?.address, to?.[0]?.address]).toEqual([item.from, MAILBOX_OWNER.email]);
    }
  });

  it('is the same message each time, whichever it is loaded with', () => {
    const [tenth] = mailboxMessages([10, 11], 2_000, DAY);
    expect([...mailboxMessages([0, 20], 2_000, DAY)][10]).toEqual(tenth);
  });
});

describe('loading a large mailbox', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine.stop());

  it('goes on where a run was cut off, grows, takes no other size, and never has many messages in memory', async () => {
    const names = {
      ...NO_NAMES,
      DirectoryTable: await engine.createTable(DIRECTORY_KEYS),
      SubscribersTable: await engine.createTable(keysOf('subscribers')),
      MailTable: await engine.createTable(keysOf('mail')),
    };
    let [underWay, most, puts, left] = [0, 0, 0, 30];
    const deps = {
      documents: engine.documents,
      putObject: async () => {
        if (left === 0) throw new Error('cut off');
        left -= 1;
        underWay += 1;
        puts += 1;
        most = Math.max(most, underWay);
        await new Promise(setImmediate);
        underWay -= 1;
      },
    };
    const load = (messages: number, bytes = 1_000) =>
      loadMailbox(names, { messages, bytes }, { today: TODAY, step: 20 }, deps);
    await expect(load(100)).rejects.toThrow('cut off');
    while (underWay > 0) await new Promise(setImmediate);
    left = 10_000;
    expect(await load(45)).toMatchObject({ messages: 45, added: 25 });
    expect(await load(50)).toMatchObject({ messages: 50, added: 5 });
    expect(await load(7)).toMatchObject({ messages: 50, added: 0 });
    await expect(load(100, 1_001)).rejects.toBeInstanceOf(OtherMailbox);
    expect({ most, puts }).toEqual({ most: 16, puts: 30 + 25 + 5 });
    const { Count } = await engine.documents.send(
      new QueryCommand({
        TableName: names.MailTable,
        KeyConditionExpression: 'account = :account',
        ExpressionAttributeValues: { ':account': MAILBOX_OWNER.id },
        Select: 'COUNT',
      }),
    );
    expect(Count).toBe(50);
  });
});
