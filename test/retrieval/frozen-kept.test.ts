import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { changeDemand, SERVICE } from '../../functions/ledger/change-demand.ts';
import type { DemandStore } from '../../functions/ledger/demand.store.ts';
import type { DemandRecord } from '../../functions/ledger/demand-record.schema.ts';
import { created } from '../../functions/ledger/part.ts';
import { FREEZE, KEPT } from '../../functions/ledger/parts/freeze.part.ts';
import { FROZEN } from '../../functions/ledger/parts/frozen.part.ts';
import { PRESERVATION } from '../../functions/ledger/parts/preservation.part.ts';
import { deleteFrozen } from '../../functions/preservation/delete-frozen.ts';
import { endPreservation } from '../../functions/preservation/end-preservation.ts';
import { lifted } from '../../functions/preservation/lift-preservation.ts';
import { isToBeRead } from '../../functions/retrieval/freeze-scope.ts';
import { sha256Hex } from '../../functions/shared/canonical-json.ts';
import { closeDemand } from '../../functions/workflow/close.ts';
import { QUASHED } from '../kit/quashed.ts';
import { someClocks } from '../kit/some-clocks.ts';
import { check, freeze, retrieve } from './approved-demand.ts';
import { ACCOUNT, frozenDesk, isInYear, type Own } from './frozen-desk.ts';

const opened = frozenDesk();
const { filed, rowsOf, harvestOf, recordsOf, actionsOf } = opened;

describe('what an earlier preservation keeps', () => {
  /** A demand that only keeps, as it stands when it was closed. */
  async function preserved(own: Own = {}, filedAt = '2026-06-01T00:00:00.000Z') {
    const demandId = await filed({ status: 'filed', filedAt, ...own }, ['content.mail', 'subscriber.name']);
    await changeDemand(opened.desk.ledger, demandId, (_, at) => ({
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
    await closeDemand({ demandId, round: 1 }, { ...opened.desk.ledger, clocks: someClocks });
    await freeze(opened.desk, demandId, 1, 'kept');
    return demandId;
  }

  async function changeMail() {
    const rows = (await rowsOf(opened.desk.stores.names.MailTable)).filter(isInYear);
    const [first] = rows;
    if (!first) throw new Error('too few samples');
    const bytes = opened.desk.stores.buckets.mail.objects.get(String(first.key));
    await opened.documents.send(
      new DeleteCommand({
        TableName: opened.desk.stores.names.MailTable,
        Key: { account: first.account, entry: first.entry },
      }),
    );
    opened.desk.stores.buckets.mail.objects.delete(String(first.key));
    return { count: rows.length, sha256: sha256Hex(bytes ?? Buffer.alloc(0)) };
  }

  it('is what an order of the same authority gets, and the rest as it is when that arrives', async () => {
    const kept = await preserved();
    const mail = await changeMail();
    const order = await filed({}, ['content.mail', 'subscriber.name']);
    await freeze(opened.desk, order);
    const compiled = await opened.desk.ledger.store.part(order, FREEZE('1'));
    expect(compiled?.grants.map(({ items: [item], from }) => [item, from?.demandId])).toEqual([
      ['subscriber.name', kept],
      ['content.mail', kept],
      ['content.mail', undefined],
    ]);
    await retrieve(opened.desk, order);
    await check(opened.desk, order);
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
      await freeze(opened.desk, order);
      await retrieve(opened.desk, order);
      expect(await recordsOf(order, 'mail')).toHaveLength(mail.count - 1);
    },
  );

  it('is gone once it ended, all of it, and the ledger tells so', async () => {
    const kept = await preserved();
    expect([...opened.desk.frozen.objects.keys()].some((key) => key.startsWith(`${ACCOUNT}/${kept}/`))).toBe(
      true,
    );
    const at = (instant: string) => ({
      ...opened.desk.ledger,
      clock: () => new Date(instant),
      frozen: bucket,
    });
    const { objects } = opened.desk.frozen;
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
    expect((await opened.desk.ledger.store.events(kept)).at(-1)).toMatchObject({
      action: 'freeze.ended',
      detail: { accounts: 1, left: 0 },
    });
    expect(await deleteFrozen(kept, at('2026-11-20T13:02:00.000Z'))).toBe('not-due');
    // What was told of it stays.
    expect((await opened.desk.ledger.store.parts(kept, FROZEN(''))).length).toBeGreaterThan(0);
  });

  it('is still what an order gets that copied it, once its authority took it back and all of it was deleted', async () => {
    const kept = await preserved();
    const mail = await changeMail();
    const order = await filed({}, ['content.mail', 'subscriber.name']);
    await freeze(opened.desk, order);
    const { store } = opened.desk.ledger;
    await changeDemand(opened.desk.ledger, kept, async (record, at) => {
      const part = await store.part(kept, PRESERVATION());
      if (!part) throw new Error('it was placed');
      const { parts } = await lifted(record, part, { by: 'olga', at, reason: 'withdrawn' }, store);
      return {
        ...{
          set: {},
          action: 'preservation.lifted' as const,
          actor: { kind: 'agent' as const, subject: 'olga' },
          detail: {},
        },
        ...{ parts, result: undefined },
      };
    });
    const { objects } = opened.desk.frozen;
    const below = (prefix: string) => [...objects.keys()].filter((key) => key.startsWith(prefix));
    const bucket = {
      empty: async (prefix: string) => below(prefix).filter((key) => objects.delete(key)).length,
      isEmpty: async (prefix: string) => below(prefix).length === 0,
    };
    const clock = () => new Date('2026-11-21T12:00:00.000Z');
    expect(await deleteFrozen(kept, { ...opened.desk.ledger, clock, frozen: bucket })).toBe('done');
    expect(below(`${ACCOUNT}/${kept}/`)).toEqual([]);
    await retrieve(opened.desk, order);
    await check(opened.desk, order);
    const found = await recordsOf(order, 'mail');
    expect(found).toHaveLength(mail.count);
    expect(found.map(({ blob }) => blob?.sha256)).toContain(mail.sha256);
  });

  it('is no more what an order gets', async () => {
    const kept = await preserved();
    await endPreservation(kept, { ...opened.desk.ledger, clock: () => new Date('2026-11-20T12:30:00.000Z') });
    const order = await filed({}, ['content.mail']);
    await freeze(opened.desk, order);
    const compiled = await opened.desk.ledger.store.part(order, FREEZE('1'));
    expect(compiled?.grants.map(({ from }) => from)).toEqual([undefined]);
  });
});

describe('what was frozen of a demand', () => {
  it('goes when the demand is closed and nothing is to be kept', async () => {
    const demandId = await filed({ status: 'filed' }, ['content.mail']);
    await freeze(opened.desk, demandId);
    await changeDemand(opened.desk.ledger, demandId, () => ({
      set: { conclusion: 'refused' },
      action: 'demand.refused',
      actor: SERVICE,
      detail: {},
      result: undefined,
    }));
    await closeDemand({ demandId, round: 1 }, { ...opened.desk.ledger, clocks: someClocks });
    const { objects } = opened.desk.frozen;
    const bucket = {
      empty: async (prefix: string) => {
        const keys = [...objects.keys()].filter((key) => key.startsWith(prefix));
        for (const key of keys) objects.delete(key);
        return keys.length;
      },
      isEmpty: async () => true,
    };
    const clock = () => new Date('2026-11-21T00:00:00.000Z');
    expect(await deleteFrozen(demandId, { ...opened.desk.ledger, clock, frozen: bucket })).toBe('done');
    expect(objects.size).toBe(0);
  });

  it('is nothing more once something may be retrieved: what is there now was not there before', async () => {
    const demandId = await filed({}, ['content.mail']);
    await retrieve(opened.desk, demandId);
    const before = await actionsOf(demandId);
    await freeze(opened.desk, demandId);
    expect(await actionsOf(demandId)).toEqual(before);
    await check(opened.desk, demandId);
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
      const { read } = opened.desk.ledger.store;
      // Compiled while it stood, read when it no longer did.
      const store = {
        ...opened.desk.ledger.store,
        read: async (id: string) => {
          const record = await read(id);
          const isCompiled = (await opened.desk.ledger.store.part(demandId, FREEZE('1'))) !== undefined;
          return record && isCompiled ? ({ ...record, ...own } as DemandRecord) : record;
        },
      };
      await freeze({ ...opened.desk, ledger: { ...opened.desk.ledger, store } }, demandId);
      expect(await opened.desk.ledger.store.parts(demandId, FROZEN(''))).toEqual([]);
      expect(await actionsOf(demandId)).not.toContain('freeze.started');
    }
  });
});
