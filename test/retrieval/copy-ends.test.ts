import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { changeDemand, SERVICE } from '../../functions/ledger/change-demand.ts';
import type { DemandStore } from '../../functions/ledger/demand.store.ts';
import { created, type Part } from '../../functions/ledger/part.ts';
import { COPY_END } from '../../functions/ledger/parts/copy-end.part.ts';
import { FREEZE } from '../../functions/ledger/parts/freeze.part.ts';
import { FROZEN, frozenPrefix } from '../../functions/ledger/parts/frozen.part.ts';
import { PRESERVATION } from '../../functions/ledger/parts/preservation.part.ts';
import { deleteCopies } from '../../functions/preservation/delete-copies.ts';
import { deleteFrozen } from '../../functions/preservation/delete-frozen.ts';
import { lifted } from '../../functions/preservation/lift-preservation.ts';
import { closeDemand } from '../../functions/workflow/close.ts';
import { someClocks } from '../kit/some-clocks.ts';
import { check, freeze, retrieve } from './approved-demand.ts';
import { ACCOUNT, frozenDesk, isInYear } from './frozen-desk.ts';

const opened = frozenDesk();
const { filed, rowsOf, recordsOf, actionsOf } = opened;
const MAIL = ['content.mail'];

/** A demand that keeps mail, closed as its data is to be frozen. */
async function placed() {
  const demandId = await filed({ status: 'filed', filedAt: '2026-06-01T00:00:00.000Z' }, MAIL);
  await changeDemand(opened.desk.ledger, demandId, (_, at) => ({
    set: { conclusion: 'preserved' },
    action: 'preservation.placed',
    actor: SERVICE,
    detail: {},
    parts: [
      created(PRESERVATION(), {
        ...{ state: 'in-force', placedAt: at, until: '2026-11-20T20:00:00.000Z' },
        ...{ dueKind: 'preservation', dueAt: '2026-11-20T20:00:00.000Z', accounts: [ACCOUNT], items: MAIL },
      }),
    ],
    result: undefined,
  }));
  await closeDemand({ demandId, round: 1 }, { ...opened.desk.ledger, clocks: someClocks });
  return demandId;
}

/** The same as it was frozen, of which the customer has deleted one message since. */
async function preserved() {
  const demandId = await placed();
  await freeze(opened.desk, demandId, 1, 'kept');
  const rows = (await rowsOf(opened.desk.stores.names.MailTable)).filter(isInYear);
  const [Item] = rows;
  if (!Item) throw new Error('too few samples');
  const TableName = opened.desk.stores.names.MailTable;
  const Key = { account: Item.account, entry: Item.entry };
  await opened.documents.send(new DeleteCommand({ TableName, Key }));
  const putBack = () => opened.documents.send(new PutCommand({ TableName, Item }));
  return { kept: demandId, mail: rows.length, putBack };
}

/** Its authority takes the preservation back. */
async function takeBack(kept: string) {
  const { store } = opened.desk.ledger;
  await changeDemand(opened.desk.ledger, kept, async (record, at) => {
    const part = await store.part(kept, PRESERVATION());
    if (!part) throw new Error('it was placed');
    const { parts } = await lifted(record, part, { by: 'olga', at, reason: 'taken-back' }, store);
    const told = { set: {}, action: 'preservation.lifted' as const, detail: {} };
    return { ...told, actor: { kind: 'agent', subject: 'olga' }, parts, result: undefined };
  });
}

/** A desk at which something happens once, before the so-manyth thing that is asked of the ledger or the bucket, from 1 on. */
function deskAt(when = 0, what = async () => {}) {
  const { ledger, frozen } = opened.desk;
  const asked: string[] = [];
  const then = async (name: string) => {
    asked.push(name);
    if (asked.length === when) await what();
  };
  const store: DemandStore = {
    ...ledger.store,
    part: async <T>(id: string, part: Part<T>) => {
      await then(part.key);
      return ledger.store.part(id, part);
    },
    commit: async (commit) => {
      await then(commit.event.action);
      return ledger.store.commit(commit);
    },
  };
  const create: typeof frozen.create = async (...one) => {
    await then('create');
    await frozen.create(...one);
  };
  return {
    desk: { ...opened.desk, ledger: { ...ledger, store }, frozen: { ...frozen, create } },
    asked,
  };
}

/** When a copy is first looked at, told of and written, and last written, looked at and told of; 0: after all of it. */
async function moments(): Promise<number[]> {
  const { putBack } = await preserved();
  const { desk, asked } = deskAt();
  await freeze(desk, await filed({}, MAIL));
  await putBack();
  opened.desk.frozen.objects.clear();
  const first = ['preservation', 'freeze.compiled', 'create'].map((name) => asked.indexOf(name) + 1);
  const last = ['create', 'preservation', 'freeze.completed'].map((name) => asked.lastIndexOf(name) + 1);
  const whens = [...first, ...last];
  expect(whens).not.toContain(0);
  return [0, ...new Set(whens)];
}

const below = (prefix: string) =>
  [...opened.desk.frozen.objects.keys()].filter((key) => key.startsWith(prefix));
const bucket = {
  empty: async (prefix: string) =>
    below(prefix).filter((key) => opened.desk.frozen.objects.delete(key)).length,
  isEmpty: async (prefix: string) => below(prefix).length === 0,
};
const later = () => ({
  ...opened.desk.ledger,
  clock: () => new Date('2026-11-21T12:00:00.000Z'),
  frozen: bucket,
});

describe('a preservation that ends while a demand copies what it keeps', () => {
  it('leaves a whole copy or none, whatever comes between, and tells of all that goes', async () => {
    const seen = new Set<string>();
    for (const when of await moments()) {
      const { kept, mail, putBack } = await preserved();
      const order = await filed({}, MAIL);
      await freeze(deskAt(when, () => takeBack(kept)).desk, order);
      if (when === 0) await takeBack(kept);
      const { store } = opened.desk.ledger;
      const grants = (await store.part(order, FREEZE('1')))?.grants ?? [];
      const copy = grants.findIndex(({ from }) => from?.demandId === kept);
      const end = await store.part(order, COPY_END('1', kept));
      const prefix = frozenPrefix(ACCOUNT, order, '1', copy);
      seen.add(copy < 0 ? 'none was begun' : end ? 'it was cut' : 'it is whole');
      // Half an hour later, when no session is left.
      if (end) {
        expect(await deleteCopies(order, COPY_END('1', kept).key, opened.desk.ledger as never)).toBe(
          'not-due',
        );
        expect(await deleteCopies(order, COPY_END('1', kept).key, { ...later() })).toBe('done');
        expect(await deleteCopies(order, COPY_END('1', kept).key, { ...later() })).toBe('not-due');
        expect(below(prefix)).toEqual([]);
        expect((await store.events(order)).at(-1)).toMatchObject({
          action: 'freeze.copy-deleted',
          detail: { source: kept, grants: 1, of: 1, left: 0 },
        });
        expect(await store.part(order, FROZEN('1', copy, 0))).toBeUndefined();
      }
      expect(await deleteFrozen(kept, later())).toBe('done');
      expect(below(`${ACCOUNT}/${kept}/`)).toEqual([]);
      // An execution that starts again begins no copy anew.
      const before = await actionsOf(order);
      await freeze(opened.desk, order);
      expect(await actionsOf(order)).toEqual(before);
      if (end) expect(below(prefix)).toEqual([]);
      await retrieve(opened.desk, order);
      await check(opened.desk, order);
      expect(await recordsOf(order, 'mail')).toHaveLength(copy >= 0 && !end ? mail : mail - 1);
      await putBack();
      opened.desk.frozen.objects.clear();
    }
    // Before the copy is compiled, until the last of it is told, and after that.
    expect([...seen].sort()).toEqual(['it is whole', 'it was cut', 'none was begun']);
  });

  it('takes the parts that were copied before with it: of a mailbox that takes several calls', async () => {
    const { kept, mail } = await preserved();
    const order = await filed({}, MAIL);
    const { store } = opened.desk.ledger;
    // So slow that every record is a part of its own.
    let now = Date.parse('2026-11-20T13:00:00.000Z');
    const clock = () => {
      now += 31_000;
      return new Date(now);
    };
    const slow = { ...opened.desk, ledger: { store, clock } };
    const parts = async () => (await store.parts(order, FROZEN('1', ''))).length;
    const halfway = {
      ...slow,
      frozen: {
        ...slow.frozen,
        create: async (...one: Parameters<typeof slow.frozen.create>) => {
          if ((await parts()) === 2 && (await store.part(kept, PRESERVATION()))?.state === 'in-force')
            await takeBack(kept);
          await slow.frozen.create(...one);
        },
      },
    };
    await freeze(halfway, order);
    expect(await parts()).toBeGreaterThanOrEqual(2);
    const key = COPY_END('1', kept).key;
    expect(await deleteCopies(order, key, later())).toBe('done');
    const [{ grant = 0 } = {}] = await store.parts(order, FROZEN('1', ''));
    expect(below(frozenPrefix(ACCOUNT, order, '1', grant))).toEqual([]);
    await retrieve(opened.desk, order);
    await check(opened.desk, order);
    // As it is now: what had been copied of it counts no more.
    expect(await recordsOf(order, 'mail')).toHaveLength(mail - 1);
  });

  it('is none any more when its time is over, though no sweep has come', async () => {
    const { kept } = await preserved();
    const order = await filed({}, MAIL);
    const { store } = opened.desk.ledger;
    const clock = () => new Date('2026-11-20T20:00:00.000Z');
    await freeze({ ...opened.desk, ledger: { store, clock } }, order);
    expect((await store.part(kept, PRESERVATION()))?.state).toBe('in-force');
    expect((await store.part(order, FREEZE('1')))?.grants.some(({ from }) => from)).toBe(false);
  });
});

describe('a preservation that ends while its own data is frozen', () => {
  it('is read no further, tells of nothing more, and leaves nothing', async () => {
    const { desk: calm, asked } = deskAt();
    await freeze(calm, await placed(), 1, 'kept');
    const told = ['preservation', 'create', 'freeze.compiled', 'freeze.started', 'freeze.completed'];
    for (const name of told) {
      opened.desk.frozen.objects.clear();
      const kept = await placed();
      await freeze(deskAt(asked.lastIndexOf(name) + 1, () => takeBack(kept)).desk, kept, 1, 'kept');
      const actions = await actionsOf(kept);
      expect(actions).toContain('preservation.lifted');
      expect(actions.slice(actions.indexOf('preservation.lifted') + 1)).toEqual(
        name === 'freeze.compiled' ? ['freeze.compiled'] : [],
      );
      await freeze(opened.desk, kept, 1, 'kept');
      const did = await deleteFrozen(kept, later());
      expect(did).toBe(name === 'freeze.compiled' ? 'not-due' : 'done');
      expect(below(`${ACCOUNT}/${kept}/`)).toEqual([]);
    }
  });
});
