import { DeleteCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { changeDemand, SERVICE } from '../../functions/ledger/change-demand.ts';
import type { DemandStore } from '../../functions/ledger/demand.store.ts';
import type { DemandRecord } from '../../functions/ledger/demand-record.schema.ts';
import { created, replaced } from '../../functions/ledger/part.ts';
import { DETERMINATION } from '../../functions/ledger/parts/determination.part.ts';
import { FREEZE, KEPT } from '../../functions/ledger/parts/freeze.part.ts';
import { FROZEN } from '../../functions/ledger/parts/frozen.part.ts';
import { HARVEST, type HarvestPart, HarvestRecord } from '../../functions/ledger/parts/harvest.part.ts';
import { PRESERVATION } from '../../functions/ledger/parts/preservation.part.ts';
import { REVIEW } from '../../functions/ledger/parts/review.part.ts';
import { deleteFrozen } from '../../functions/preservation/delete-frozen.ts';
import { endPreservation } from '../../functions/preservation/end-preservation.ts';
import type { Connector } from '../../functions/retrieval/connector.ts';
import { isToBeRead } from '../../functions/retrieval/freeze-scope.ts';
import { sha256Hex } from '../../functions/shared/canonical-json.ts';
import { closeDemand } from '../../functions/workflow/close.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { QUASHED } from '../kit/quashed.ts';
import { someClocks } from '../kit/some-clocks.ts';
import { check, type Desk, fileApproved, freeze, openDesk, retrieve } from './approved-demand.ts';
import { demandOf, determinationOf, reviewOf } from './builders.ts';
import { FEW, openSampleStores } from './sample-stores.ts';

const ACCOUNT = 'acct-0001';
const DATA = ['content.mail', 'content.messages', 'subscriber.name', 'subscriber.payment'];
const YEAR = { from: '2025-11-20', to: '2026-11-19' };

let engine: Engine;
let desk: Desk;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());
// Every test changes what the provider has.
beforeEach(async () => {
  desk = await openDesk(
    engine,
    await openSampleStores(engine, { ...FEW, accounts: 4, calls: 4, recordings: 2, files: 4, sessions: 20 }),
  );
});

type Own = Partial<Record<keyof DemandRecord, unknown>>;
const filed = (record: Own = {}, data = DATA) =>
  fileApproved(desk, {
    record: { demand: demandOf({ data, period: YEAR }), ...(record as Partial<DemandRecord>) },
    determination: determinationOf({ authorised: data }),
    review: reviewOf({ items: data, period: YEAR }),
  });

type Row = Record<string, unknown> & { account: string; entry: string };
async function rowsOf(table: string): Promise<Row[]> {
  const { Items = [] } = await engine.documents.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'account = :account',
      ExpressionAttributeValues: { ':account': ACCOUNT },
    }),
  );
  return Items as Row[];
}
const isInYear = ({ entry }: Row) => entry >= YEAR.from && entry < '2026-11-20';

async function harvestOf(demandId: string, service: string, round = 1): Promise<HarvestPart> {
  const parts = await desk.ledger.store.parts(demandId, HARVEST(round, ''));
  const part = parts.find((one) => one.service === service);
  if (!part) throw new Error(`nothing was retrieved of ${service}`);
  return part;
}

const linesIn = (objects: Map<string, Buffer>, key: string): HarvestRecord[] =>
  (objects.get(key)?.toString('utf8') ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => HarvestRecord.parse(JSON.parse(line)));

async function recordsOf(demandId: string, service: string, round = 1): Promise<HarvestRecord[]> {
  const { grant, records } = await harvestOf(demandId, service, round);
  return linesIn(desk.harvest.objects, `${demandId}/${round}/${grant}/records/${records.sha256}.jsonl`);
}

const actionsOf = async (demandId: string) =>
  (await desk.ledger.store.events(demandId)).map(({ action }) => action);

describe('what was frozen when a demand arrived', () => {
  it('is retrieved as it was, and what changed since is told of each record', async () => {
    const { mail, messages } = {
      mail: desk.stores.names.MailTable,
      messages: desk.stores.names.MessagesTable,
    };
    const before = (await rowsOf(mail)).filter(isInYear);
    const chats = (await rowsOf(messages)).filter(isInYear);
    const [gone, overwritten, unlisted] = before;
    const [edited, deleted] = chats;
    if (!gone || !overwritten || !unlisted || !edited || !deleted) throw new Error('too few samples');
    const demandId = await filed();
    await freeze(desk, demandId);
    const { objects } = desk.stores.buckets.mail;
    const bytes = new Map([gone, overwritten, unlisted].map(({ key }) => [key, objects.get(String(key))]));

    const remove = (table: string, { account, entry }: Row) =>
      engine.documents.send(new DeleteCommand({ TableName: table, Key: { account, entry } }));
    await remove(mail, gone);
    objects.delete(String(gone.key));
    objects.set(String(overwritten.key), Buffer.from('From: nobody\r\n\r\nAnother message.\r\n'));
    await remove(mail, unlisted);
    await engine.documents.send(
      new UpdateCommand({
        TableName: messages,
        Key: { account: edited.account, entry: edited.entry },
        UpdateExpression: 'SET body = :body',
        ExpressionAttributeValues: { ':body': 'I never said that.' },
      }),
    );
    await remove(messages, deleted);
    await engine.documents.send(
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
    await engine.documents.send(
      new UpdateCommand({
        TableName: desk.stores.names.SubscribersTable,
        Key: { account: ACCOUNT },
        UpdateExpression: 'SET #name = :name',
        ExpressionAttributeNames: { '#name': 'name' },
        ExpressionAttributeValues: { ':name': 'Somebody Else' },
      }),
    );

    const parts = await desk.ledger.store.parts(demandId, FROZEN('1', ''));
    const byMonth: Record<string, number> = {};
    for (const { entry } of before) byMonth[entry.slice(0, 7)] = (byMonth[entry.slice(0, 7)] ?? 0) + 1;
    expect(parts.find(({ service }) => service === 'mail')?.months).toEqual({ 'content.mail': byMonth });
    expect(parts.find(({ service }) => service === 'subscribers')?.months).toEqual({});

    await retrieve(desk, demandId);
    await check(desk, demandId);
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
    expect([...desk.harvest.objects.keys()].filter((key) => key.includes('/blobs/'))).toEqual([]);
  });

  it('is only what was approved, of each item and time', async () => {
    const half = { from: '2026-03-01', to: '2026-04-30' };
    const demandId = await fileApproved(desk, {
      record: { demand: demandOf({ data: DATA, period: YEAR }) },
      determination: determinationOf({ authorised: DATA }),
      review: reviewOf({ items: ['content.mail', 'subscriber.name'], period: half }),
    });
    await freeze(desk, demandId);
    const before = (await rowsOf(desk.stores.names.MailTable)).filter(
      ({ entry }) => entry >= half.from && entry < '2026-05-01',
    );
    await retrieve(desk, demandId);
    await check(desk, demandId);
    expect(await recordsOf(demandId, 'mail')).toHaveLength(before.length);
    expect((await recordsOf(demandId, 'subscribers')).map(({ item }) => item)).toEqual(['subscriber.name']);
  });

  it('goes over though the store can be read no more, and then nothing is said of changes', async () => {
    const demandId = await filed();
    await freeze(desk, demandId);
    const { connectors } = desk.stores;
    const broken = {
      ...connectors.messages,
      // biome-ignore lint/correctness/useYield: it breaks before it finds anything
      async *read(): AsyncGenerator<never> {
        throw Object.assign(new Error('gone'), { name: 'ResourceNotFoundException' });
      },
    };
    await retrieve(
      { ...desk, stores: { ...desk.stores, connectors: { ...connectors, messages: broken } } },
      demandId,
    );
    await check(desk, demandId);
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
      await freeze(desk, demandId);
      const rows = (await rowsOf(desk.stores.names.MessagesTable)).filter(isInYear);
      for (const row of rows)
        await engine.documents.send(
          new UpdateCommand({
            ...{ TableName: desk.stores.names.MessagesTable, Key: { account: ACCOUNT, entry: row.entry } },
            UpdateExpression: 'SET body = :text',
            ExpressionAttributeValues: { ':text': 'other words' },
          }),
        );
      const { connectors } = desk.stores;
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
      const stores = { ...desk.stores, connectors: { ...connectors, messages: broken } };
      await retrieve({ ...desk, stores }, demandId);
      // What was told before it erred is told once, or not at all.
      await check(desk, demandId);
      const { changes } = await harvestOf(demandId, 'messages');
      const edited = notCompared ? [] : [expect.objectContaining({ edited: rows.length, deleted: 0 })];
      expect([changes?.items, changes?.notCompared]).toEqual([edited, notCompared]);
      expect(reads).toBe(notCompared ? (times > 1 ? 4 : 1) : 3);
    },
  );

  it('names what was missing or another when it was frozen, and has all the rest', async () => {
    const [missing, other, ...rest] = (await rowsOf(desk.stores.names.MailTable)).filter(isInYear);
    const { objects } = desk.stores.buckets.mail;
    objects.delete(String(missing?.key));
    objects.set(String(other?.key), Buffer.from('short'));
    const demandId = await filed();
    await freeze(desk, demandId);
    await retrieve(desk, demandId);
    await check(desk, demandId);
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
    await freeze(desk, demandId);
    const items = ['content.mail', 'content.messages'];
    const longer = { from: '2025-10-01', to: '2026-11-19' };
    await changeDemand(desk.ledger, demandId, (record) => ({
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
    await freeze(desk, demandId, 2);
    const second = await desk.ledger.store.part(demandId, FREEZE('2'));
    await changeDemand(desk.ledger, demandId, () => ({
      set: {},
      action: 'review.requested',
      actor: SERVICE,
      detail: {},
      result: undefined,
    }));
    await changeDemand(desk.ledger, demandId, () => ({
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
    await retrieve(desk, demandId, 2);
    await check(desk, demandId, 2);
    const mail = await harvestOf(demandId, 'mail', 2);
    expect(mail.frozen?.map(({ freeze: name }) => name)).toEqual(['1', '2']);
  });

  it('is frozen in parts where it takes long, and one that is cut off costs no other', async () => {
    const before = (await rowsOf(desk.stores.names.MailTable)).filter(isInYear);
    const demandId = await filed({}, ['content.mail']);
    const { mail } = desk.stores.connectors;
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
      ...desk,
      ledger: { ...desk.ledger, clock: () => new Date(now) },
      stores: { ...desk.stores, connectors: { ...desk.stores.connectors, mail: slow } },
    };
    await expect(freeze(slowly, demandId)).rejects.toThrow('cut off');
    expect(await desk.ledger.store.parts(demandId, FROZEN(''))).toHaveLength(1);
    await freeze(slowly, demandId);
    const parts = await desk.ledger.store.parts(demandId, FROZEN(''));
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.map(({ part }) => part)).toEqual(parts.map((_, index) => index));
    for (const [index, { from, upTo }] of parts.entries()) {
      expect(from).toBe(parts[index - 1]?.upTo);
      expect(upTo === undefined).toBe(index === parts.length - 1);
    }
    // The record that a part ends before is found by both, and two of the one that was cut off were for nothing.
    expect(reads).toBe(before.length + (parts.length - 1) + 3);
    await retrieve(desk, demandId);
    await check(desk, demandId);
    expect((await recordsOf(demandId, 'mail')).map(({ id }) => id)).toHaveLength(before.length);
    expect((await harvestOf(demandId, 'mail')).frozen).toHaveLength(parts.length);
    expect((await harvestOf(demandId, 'mail')).changes?.items).toEqual([
      { item: 'content.mail', deleted: 0, edited: 0, added: 0 },
    ]);
  });

  it('is nothing of a demand of an earlier release, which is read as it is', async () => {
    const demandId = await filed();
    await retrieve(desk, demandId);
    await check(desk, demandId);
    expect(await harvestOf(demandId, 'mail')).not.toHaveProperty('frozen');
  });
});

describe('a harvest that is not what was frozen', () => {
  /** Has a connector's function hand in other lines than were frozen, with all hashes right. */
  async function lied(
    change: (lines: string[]) => string[],
    own: (part: HarvestPart) => Partial<HarvestPart>,
  ) {
    const demandId = await filed({}, ['content.messages']);
    await freeze(desk, demandId);
    await retrieve(desk, demandId);
    const part = await harvestOf(demandId, 'messages');
    const prefix = `${demandId}/1/${part.grant}/`;
    const text =
      desk.harvest.objects.get(`${prefix}records/${part.records.sha256}.jsonl`)?.toString('utf8') ?? '';
    const bytes = Buffer.from(`${change(text.split('\n').slice(0, -1)).join('\n')}\n`);
    const sha256 = sha256Hex(bytes);
    desk.harvest.objects.set(`${prefix}records/${sha256}.jsonl`, bytes);
    const lie = { ...part, records: { ...part.records, sha256, size: bytes.length }, ...own(part) };
    await changeDemand(desk.ledger, demandId, () => ({
      set: {},
      action: 'retrieval.completed',
      actor: SERVICE,
      detail: {},
      parts: [replaced(HARVEST(1, part.grant), lie, part)],
      result: undefined,
    }));
    await expect(check(desk, demandId)).rejects.toThrow('frozen');
    const refused = (await desk.ledger.store.events(demandId)).at(-1);
    expect(refused).toMatchObject({ action: 'harvest.refused', detail: { rule: 'frozen' } });
  }
  const counting = (by: number) => (part: HarvestPart) => ({
    counts: { 'content.messages': (part.counts['content.messages'] ?? 0) + by },
    frozen: part.frozen?.map((source) => ({ ...source, lines: source.lines + by })) ?? [],
  });

  it.each<[string, (lines: string[]) => string[], (part: HarvestPart) => Partial<HarvestPart>]>([
    [
      'another text',
      ([first = '', ...rest]) => [first.replace('"body":"', '"body":"not '), ...rest],
      () => ({}),
    ],
    ['one record less', ([, ...rest]) => rest, counting(-1)],
    ['one more', (lines) => [...lines, (lines[0] ?? '').replace('"id":"', '"id":"x')], counting(1)],
    [
      'one more, said to be read now',
      (lines) => [...lines, (lines[0] ?? '').replace('"id":"', '"id":"x')],
      (part) => ({ counts: counting(1)(part).counts }),
    ],
    ['all of it, said to be read now', (lines) => lines, () => ({ frozen: [] })],
    [
      'another freezing',
      (lines) => lines,
      (part) => ({ frozen: part.frozen?.map((source) => ({ ...source, grant: 7 })) ?? [] }),
    ],
  ])('is refused: %s', (_, change, own) => lied(change, own));
});

describe('what an earlier preservation keeps', () => {
  /** A demand that only keeps, as it stands when it was closed. */
  async function preserved(own: Own = {}, filedAt = '2026-06-01T00:00:00.000Z') {
    const demandId = await filed({ status: 'filed', filedAt, ...own }, ['content.mail', 'subscriber.name']);
    await changeDemand(desk.ledger, demandId, (_, at) => ({
      set: { conclusion: 'preserved' },
      action: 'preservation.placed',
      actor: SERVICE,
      detail: {},
      parts: [
        created(PRESERVATION(), {
          state: 'in-force',
          placedAt: at,
          until: '2026-11-20T12:30:00.000Z',
          dueKind: 'preservation',
          dueAt: '2026-11-20T12:30:00.000Z',
          accounts: [ACCOUNT],
          items: ['content.mail', 'subscriber.name'],
        }),
      ],
      result: undefined,
    }));
    await closeDemand({ demandId, round: 1 }, { ...desk.ledger, clocks: someClocks });
    await freeze(desk, demandId, 1, 'kept');
    return demandId;
  }

  async function changeMail() {
    const rows = (await rowsOf(desk.stores.names.MailTable)).filter(isInYear);
    const [first] = rows;
    if (!first) throw new Error('too few samples');
    const bytes = desk.stores.buckets.mail.objects.get(String(first.key));
    await engine.documents.send(
      new DeleteCommand({
        TableName: desk.stores.names.MailTable,
        Key: { account: first.account, entry: first.entry },
      }),
    );
    desk.stores.buckets.mail.objects.delete(String(first.key));
    return { count: rows.length, sha256: sha256Hex(bytes ?? Buffer.alloc(0)) };
  }

  it('is what an order of the same authority gets, and the rest as it is when that arrives', async () => {
    const kept = await preserved();
    const mail = await changeMail();
    const order = await filed({}, ['content.mail', 'subscriber.name']);
    await freeze(desk, order);
    const compiled = await desk.ledger.store.part(order, FREEZE('1'));
    expect(compiled?.grants.map(({ items: [item], from }) => [item, from?.demandId])).toEqual([
      ['subscriber.name', kept],
      ['content.mail', kept],
      ['content.mail', undefined],
    ]);
    await retrieve(desk, order);
    await check(desk, order);
    const found = await recordsOf(order, 'mail');
    expect(found).toHaveLength(mail.count);
    expect(found.map(({ blob }) => blob?.sha256)).toContain(mail.sha256);
    expect((await harvestOf(order, 'mail')).changes?.items).toEqual([
      { item: 'content.mail', deleted: 1, edited: 0, added: 0 },
    ]);
  });

  it.each<[string, Partial<DemandRecord>]>([['of another authority', { authorityId: 'us-dea' }]])(
    'is nobody else’s: %s',
    async (_, own) => {
      await preserved(own);
      const mail = await changeMail();
      const order = await filed({}, ['content.mail']);
      await freeze(desk, order);
      await retrieve(desk, order);
      expect(await recordsOf(order, 'mail')).toHaveLength(mail.count - 1);
    },
  );

  it('is gone once it ended, all of it, and the ledger tells so', async () => {
    const kept = await preserved();
    expect([...desk.frozen.objects.keys()].some((key) => key.startsWith(`${ACCOUNT}/${kept}/`))).toBe(true);
    const at = (instant: string) => ({ ...desk.ledger, clock: () => new Date(instant), frozen: bucket });
    const { objects } = desk.frozen;
    let cut = true;
    const bucket = {
      empty: async (prefix: string) => {
        const keys = [...objects.keys()].filter((key) => key.startsWith(prefix));
        for (const key of keys) {
          objects.delete(key);
          // The run is cut off in the middle, once.
          if (cut) {
            cut = false;
            throw new Error('cut off');
          }
        }
        return keys.length;
      },
      isEmpty: async (prefix: string) => ![...objects.keys()].some((key) => key.startsWith(prefix)),
    };
    // In force, nothing is due.
    expect(await deleteFrozen(kept, at('2026-11-20T12:29:00.000Z'))).toBe('not-due');
    expect(await endPreservation(kept, at('2026-11-20T12:30:00.000Z'))).toBe('done');
    expect(await deleteFrozen(kept, at('2026-11-20T12:59:59.999Z'))).toBe('not-due');
    await expect(deleteFrozen(kept, at('2026-11-20T13:00:00.000Z'))).rejects.toThrow('cut off');
    expect(await actionsOf(kept)).not.toContain('freeze.ended');
    expect(await deleteFrozen(kept, at('2026-11-20T13:01:00.000Z'))).toBe('done');
    expect([...objects.keys()].filter((key) => key.includes(kept))).toEqual([]);
    expect((await desk.ledger.store.events(kept)).at(-1)).toMatchObject({
      action: 'freeze.ended',
      detail: { accounts: 1, left: 0 },
    });
    expect(await deleteFrozen(kept, at('2026-11-20T13:02:00.000Z'))).toBe('not-due');
    // What was told of it stays.
    expect((await desk.ledger.store.parts(kept, FROZEN(''))).length).toBeGreaterThan(0);
  });

  it('is no more what an order gets', async () => {
    const kept = await preserved();
    await endPreservation(kept, { ...desk.ledger, clock: () => new Date('2026-11-20T12:30:00.000Z') });
    const order = await filed({}, ['content.mail']);
    await freeze(desk, order);
    const compiled = await desk.ledger.store.part(order, FREEZE('1'));
    expect(compiled?.grants.map(({ from }) => from)).toEqual([undefined]);
  });
});

describe('what was frozen of a demand', () => {
  it('goes when the demand is closed and nothing is to be kept', async () => {
    const demandId = await filed({ status: 'filed' }, ['content.mail']);
    await freeze(desk, demandId);
    await changeDemand(desk.ledger, demandId, () => ({
      set: { conclusion: 'refused' },
      action: 'demand.refused',
      actor: SERVICE,
      detail: {},
      result: undefined,
    }));
    await closeDemand({ demandId, round: 1 }, { ...desk.ledger, clocks: someClocks });
    const { objects } = desk.frozen;
    const bucket = {
      empty: async (prefix: string) => {
        const keys = [...objects.keys()].filter((key) => key.startsWith(prefix));
        for (const key of keys) objects.delete(key);
        return keys.length;
      },
      isEmpty: async () => true,
    };
    const clock = () => new Date('2026-11-21T00:00:00.000Z');
    expect(await deleteFrozen(demandId, { ...desk.ledger, clock, frozen: bucket })).toBe('done');
    expect(objects.size).toBe(0);
  });

  it('is nothing more once something may be retrieved: what is there now was not there before', async () => {
    const demandId = await filed({}, ['content.mail']);
    await retrieve(desk, demandId);
    const before = await actionsOf(demandId);
    await freeze(desk, demandId);
    expect(await actionsOf(demandId)).toEqual(before);
    await check(desk, demandId);
  });

  it('is read to be kept, though a court set the demand aside: its refusal keeps it', async () => {
    const store = {
      part: async (_id: string, { key }: { key: string }) =>
        key === 'preservation' ? { state: 'in-force' } : undefined,
    } as unknown as DemandStore;
    const record = { id: 'd-1', round: 1, ...QUASHED } as DemandRecord;
    expect(await isToBeRead(record, KEPT, { store })).toBe(true);
    expect(await isToBeRead(record, '1', { store })).toBe(false);
  });

  it('is not read for a round that is over, was refused, was withdrawn or set aside', async () => {
    for (const own of [
      { withdrawnAt: '2026-11-20T10:00:00.000Z' },
      { round: 2 },
      QUASHED,
    ] as Partial<DemandRecord>[]) {
      const demandId = await filed({}, ['content.mail']);
      const { read } = desk.ledger.store;
      // Compiled while it stood, read when it no longer did.
      const store = {
        ...desk.ledger.store,
        read: async (id: string) => {
          const record = await read(id);
          const isCompiled = (await desk.ledger.store.part(demandId, FREEZE('1'))) !== undefined;
          return record && isCompiled ? ({ ...record, ...own } as DemandRecord) : record;
        },
      };
      await freeze({ ...desk, ledger: { ...desk.ledger, store } }, demandId);
      expect(await desk.ledger.store.parts(demandId, FROZEN(''))).toEqual([]);
      expect(await actionsOf(demandId)).not.toContain('freeze.started');
    }
  });
});
