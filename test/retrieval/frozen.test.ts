import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { changeDemand, SERVICE } from '../../functions/ledger/change-demand.ts';
import { created } from '../../functions/ledger/part.ts';
import { DETERMINATION } from '../../functions/ledger/parts/determination.part.ts';
import { FREEZE } from '../../functions/ledger/parts/freeze.part.ts';
import { FROZEN } from '../../functions/ledger/parts/frozen.part.ts';
import { REVIEW } from '../../functions/ledger/parts/review.part.ts';
import type { Connector } from '../../functions/retrieval/connector.ts';
import { sha256Hex } from '../../functions/shared/canonical-json.ts';
import { check, type Desk, fileApproved, freeze, retrieve } from './approved-demand.ts';
import { demandOf, determinationOf, reviewOf } from './builders.ts';
import { ACCOUNT, DATA, frozenDesk, isInYear, type Row, YEAR } from './frozen-desk.ts';

const opened = frozenDesk();
const { filed, rowsOf, harvestOf, recordsOf } = opened;

describe('what was frozen when a demand arrived', () => {
  it('is retrieved as it was, and what changed since is told of each record', async () => {
    const { mail, messages } = {
      mail: opened.desk.stores.names.MailTable,
      messages: opened.desk.stores.names.MessagesTable,
    };
    const before = (await rowsOf(mail)).filter(isInYear);
    const chats = (await rowsOf(messages)).filter(isInYear);
    const [gone, overwritten, unlisted] = before;
    const [edited, deleted] = chats;
    if (!gone || !overwritten || !unlisted || !edited || !deleted) throw new Error('too few samples');
    const demandId = await filed();
    await freeze(opened.desk, demandId);
    const { objects } = opened.desk.stores.buckets.mail;
    const bytes = new Map([gone, overwritten, unlisted].map(({ key }) => [key, objects.get(String(key))]));

    const remove = (table: string, { account, entry }: Row) =>
      opened.documents.send(new DeleteCommand({ TableName: table, Key: { account, entry } }));
    await remove(mail, gone);
    objects.delete(String(gone.key));
    objects.set(String(overwritten.key), Buffer.from('From: nobody\r\n\r\nAnother message.\r\n'));
    await remove(mail, unlisted);
    await opened.documents.send(
      new UpdateCommand({
        TableName: messages,
        Key: { account: edited.account, entry: edited.entry },
        UpdateExpression: 'SET body = :body',
        ExpressionAttributeValues: { ':body': 'I never said that.' },
      }),
    );
    await remove(messages, deleted);
    await opened.documents.send(
      new PutCommand({
        TableName: mail,
        Item: {
          ...gone,
          entry: `${gone.entry.slice(0, 19)}Z#planted`,
          id: 'planted',
          key: `${ACCOUNT}/planted`,
        },
      }),
    );
    objects.set(`${ACCOUNT}/planted`, Buffer.from('From: nobody\r\n\r\nPlanted.\r\n'));
    await opened.documents.send(
      new UpdateCommand({
        TableName: opened.desk.stores.names.SubscribersTable,
        Key: { account: ACCOUNT },
        UpdateExpression: 'SET #name = :name',
        ExpressionAttributeNames: { '#name': 'name' },
        ExpressionAttributeValues: { ':name': 'Somebody Else' },
      }),
    );

    const parts = await opened.desk.ledger.store.parts(demandId, FROZEN('1', ''));
    const byMonth: Record<string, number> = {};
    for (const { entry } of before) byMonth[entry.slice(0, 7)] = (byMonth[entry.slice(0, 7)] ?? 0) + 1;
    expect(parts.find(({ service }) => service === 'mail')?.months).toEqual({ 'content.mail': byMonth });
    expect(parts.find(({ service }) => service === 'subscribers')?.months).toEqual({});

    await retrieve(opened.desk, demandId);
    await check(opened.desk, demandId);
    const found = await recordsOf(demandId, 'mail');
    expect(found).toHaveLength(before.length);
    for (const [, content] of bytes)
      expect(found.map(({ blob }) => blob?.sha256)).toContain(sha256Hex(content ?? Buffer.alloc(0)));
    expect((await harvestOf(demandId, 'mail')).changes?.items).toEqual([
      { item: 'content.mail', deleted: 2, edited: 1, added: 1 },
    ]);
    expect((await harvestOf(demandId, 'messages')).changes?.items).toEqual([
      { item: 'content.messages', deleted: 1, edited: 1, added: 0 },
    ]);
    expect((await recordsOf(demandId, 'messages')).map(({ fields }) => fields.body)).toContain(edited.body);
    expect((await harvestOf(demandId, 'subscribers')).changes?.items).toEqual([
      { item: 'subscriber.name', deleted: 0, edited: 1, added: 0 },
      { item: 'subscriber.payment', deleted: 0, edited: 0, added: 0 },
    ]);
    // No byte of it was read from the provider again, and none was copied.
    expect([...opened.desk.harvest.objects.keys()].filter((key) => key.includes('/blobs/'))).toEqual([]);
  });

  it('is only what was approved, of each item and time', async () => {
    const half = { from: '2026-03-01', to: '2026-04-30' };
    const demandId = await fileApproved(opened.desk, {
      record: { demand: demandOf({ data: DATA, period: YEAR }) },
      determination: determinationOf({ authorised: DATA }),
      review: reviewOf({ items: ['content.mail', 'subscriber.name'], period: half }),
    });
    await freeze(opened.desk, demandId);
    const before = (await rowsOf(opened.desk.stores.names.MailTable)).filter(
      ({ entry }) => entry >= half.from && entry < '2026-05-01',
    );
    await retrieve(opened.desk, demandId);
    await check(opened.desk, demandId);
    expect(await recordsOf(demandId, 'mail')).toHaveLength(before.length);
    expect((await recordsOf(demandId, 'subscribers')).map(({ item }) => item)).toEqual(['subscriber.name']);
  });

  it('goes over though the store can be read no more, and then nothing is said of changes', async () => {
    const demandId = await filed();
    await freeze(opened.desk, demandId);
    const { connectors } = opened.desk.stores;
    const broken = {
      ...connectors.messages,
      // biome-ignore lint/correctness/useYield: it breaks before it finds anything
      async *read(): AsyncGenerator<never> {
        throw Object.assign(new Error('gone'), { name: 'ResourceNotFoundException' });
      },
    };
    await retrieve(
      { ...opened.desk, stores: { ...opened.desk.stores, connectors: { ...connectors, messages: broken } } },
      demandId,
    );
    await check(opened.desk, demandId);
    expect((await recordsOf(demandId, 'messages')).length).toBeGreaterThan(0);
    expect((await harvestOf(demandId, 'messages')).changes).toMatchObject({
      ...{ items: [], notCompared: ['content.messages'] },
    });
  });

  it.each([
    ['in passing, twice', 2, 'ThrottlingException', undefined],
    ['in passing, again and again', 99, 'ThrottlingException', ['content.messages']],
    ['for good', 1, 'ResourceNotFoundException', ['content.messages']],
  ] as const)(
    'goes over though the store errs amid what is there now: %s',
    async (_, times, name, notCompared) => {
      const demandId = await filed({}, ['content.messages']);
      await freeze(opened.desk, demandId);
      const rows = (await rowsOf(opened.desk.stores.names.MessagesTable)).filter(isInYear);
      for (const row of rows)
        await opened.documents.send(
          new UpdateCommand({
            ...{
              TableName: opened.desk.stores.names.MessagesTable,
              Key: { account: ACCOUNT, entry: row.entry },
            },
            UpdateExpression: 'SET body = :text',
            ExpressionAttributeValues: { ':text': 'other words' },
          }),
        );
      const { connectors } = opened.desk.stores;
      let reads = 0;
      const broken: Connector = {
        ...connectors.messages,
        async *read(...given) {
          reads += 1;
          let found = 0;
          for await (const one of connectors.messages?.read(...given) ?? []) {
            found += 1;
            if (reads <= times && found === 2) throw Object.assign(new Error('away'), { name });
            yield one;
          }
        },
      };
      const stores = { ...opened.desk.stores, connectors: { ...connectors, messages: broken } };
      await retrieve({ ...opened.desk, stores }, demandId);
      // What was told before it erred is told once, or not at all.
      await check(opened.desk, demandId);
      const { changes } = await harvestOf(demandId, 'messages');
      const edited = notCompared ? [] : [expect.objectContaining({ edited: rows.length, deleted: 0 })];
      expect([changes?.items, changes?.notCompared]).toEqual([edited, notCompared]);
      expect(reads).toBe(notCompared ? (times > 1 ? 4 : 1) : 3);
    },
  );

  it('names what was missing or another when it was frozen, and has all the rest', async () => {
    const [missing, other, ...rest] = (await rowsOf(opened.desk.stores.names.MailTable)).filter(isInYear);
    const { objects } = opened.desk.stores.buckets.mail;
    objects.delete(String(missing?.key));
    objects.set(String(other?.key), Buffer.from('short'));
    const demandId = await filed();
    await freeze(opened.desk, demandId);
    await retrieve(opened.desk, demandId);
    await check(opened.desk, demandId);
    expect(await harvestOf(demandId, 'mail')).toMatchObject({
      counts: { 'content.mail': rest.length },
      setAside: [
        { item: 'content.mail', reason: 'missing', count: 1 },
        { item: 'content.mail', reason: 'overwritten', count: 1 },
      ],
    });
  });

  it('is not frozen again in another round, but for what that round adds', async () => {
    const demandId = await filed({ status: 'filed' }, ['content.mail']);
    await freeze(opened.desk, demandId);
    const items = ['content.mail', 'content.messages'];
    const longer = { from: '2025-10-01', to: '2026-11-19' };
    await changeDemand(opened.desk.ledger, demandId, (record) => ({
      set: { round: 2, demand: { ...record.demand, data: items, period: longer } },
      action: 'validity.checked',
      actor: SERVICE,
      detail: {},
      parts: [
        created(DETERMINATION(2), { ...determinationOf({ authorised: items }), round: 2 }),
        created(REVIEW(2), { ...reviewOf({ items, period: longer }), round: 2 }),
      ],
      result: undefined,
    }));
    await freeze(opened.desk, demandId, 2);
    const second = await opened.desk.ledger.store.part(demandId, FREEZE('2'));
    await changeDemand(opened.desk.ledger, demandId, () => ({
      set: {},
      action: 'review.requested',
      actor: SERVICE,
      detail: {},
      result: undefined,
    }));
    await changeDemand(opened.desk.ledger, demandId, () => ({
      set: {},
      action: 'review.decided',
      actor: { kind: 'reviewer', subject: 'rita' },
      detail: {},
      result: undefined,
    }));
    expect(second?.grants.map(({ items: [item], period }) => [item, period.from, period.to])).toEqual([
      ['content.mail', '2025-10-01T00:00:00.000Z', '2025-11-20T00:00:00.000Z'],
      ['content.messages', '2025-10-01T00:00:00.000Z', '2026-11-20T00:00:00.000Z'],
    ]);
    await retrieve(opened.desk, demandId, 2);
    await check(opened.desk, demandId, 2);
    const mail = await harvestOf(demandId, 'mail', 2);
    expect(mail.frozen?.map(({ freeze: name }) => name)).toEqual(['1', '2']);
  });

  it('is frozen in parts where it takes long, and one that is cut off costs no other', async () => {
    const before = (await rowsOf(opened.desk.stores.names.MailTable)).filter(isInYear);
    const demandId = await filed({}, ['content.mail']);
    const { mail } = opened.desk.stores.connectors;
    let [now, reads, runs] = [Date.parse('2026-11-20T12:00:00.000Z'), 0, 0];
    // Each message takes ten seconds, and the first run of the second part is cut off in the middle.
    const slow: Connector = {
      ...mail,
      async *read(grant, clients) {
        runs += 1;
        let found = 0;
        for await (const one of mail.read(grant, clients)) {
          now += 10_000;
          reads += 1;
          found += 1;
          if (runs === 2 && found === 3) throw new Error('cut off');
          yield one;
        }
      },
    };
    const slowly: Desk = {
      ...opened.desk,
      ledger: { ...opened.desk.ledger, clock: () => new Date(now) },
      stores: { ...opened.desk.stores, connectors: { ...opened.desk.stores.connectors, mail: slow } },
    };
    await expect(freeze(slowly, demandId)).rejects.toThrow('cut off');
    expect(await opened.desk.ledger.store.parts(demandId, FROZEN(''))).toHaveLength(1);
    await freeze(slowly, demandId);
    const parts = await opened.desk.ledger.store.parts(demandId, FROZEN(''));
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.map(({ part }) => part)).toEqual(parts.map((_, index) => index));
    for (const [index, { from, upTo }] of parts.entries()) {
      expect(from).toBe(parts[index - 1]?.upTo);
      expect(upTo === undefined).toBe(index === parts.length - 1);
    }
    // The record that a part ends before is found by both, and two of the one that was cut off were for nothing.
    expect(reads).toBe(before.length + (parts.length - 1) + 3);
    await retrieve(opened.desk, demandId);
    await check(opened.desk, demandId);
    expect((await recordsOf(demandId, 'mail')).map(({ id }) => id)).toHaveLength(before.length);
    expect((await harvestOf(demandId, 'mail')).frozen).toHaveLength(parts.length);
    expect((await harvestOf(demandId, 'mail')).changes?.items).toEqual([
      { item: 'content.mail', deleted: 0, edited: 0, added: 0 },
    ]);
  });

  it('is nothing of a demand of an earlier release, which is read as it is', async () => {
    const demandId = await filed();
    await retrieve(opened.desk, demandId);
    await check(opened.desk, demandId);
    expect(await harvestOf(demandId, 'mail')).not.toHaveProperty('frozen');
  });
});
