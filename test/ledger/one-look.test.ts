import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { changeDemand, type LedgerDeps } from '../../functions/ledger/change-demand.ts';
import type { DemandStore } from '../../functions/ledger/demand.store.ts';
import { dynamoDemandStore } from '../../functions/ledger/dynamodb-demand.store.ts';
import { dynamoLooks } from '../../functions/ledger/dynamodb-looks.ts';
import { oneLook } from '../../functions/ledger/one-look.ts';
import { created, replaced } from '../../functions/ledger/part.ts';
import { CLOCK } from '../../functions/ledger/parts/clock.part.ts';
import { DETERMINATION } from '../../functions/ledger/parts/determination.part.ts';
import { FREEZE } from '../../functions/ledger/parts/freeze.part.ts';
import { NOTE } from '../../functions/ledger/parts/note.part.ts';
import { STEP } from '../../functions/ledger/parts/step.part.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { FILED_AT, fileSample } from '../kit/filed-demand.ts';
import { someClocks } from '../kit/some-clocks.ts';

const createdFreeze = (freeze: string) =>
  created(FREEZE(freeze), { freeze, compiledAt: FILED_AT, grants: [] });
const noteOf = (number: number, text = 'x') =>
  created(NOTE(number), { number, by: 'rita', at: FILED_AT, text });

describe('one look at a demand', () => {
  let engine: Engine;
  let table: string;
  let store: DemandStore;
  let queries: number;
  let look: DemandStore;
  beforeAll(async () => {
    engine = await startEngine();
    table = await engine.createDemandsTable();
    store = dynamoDemandStore(engine.documents, table);
  });
  afterAll(() => engine.stop());
  beforeEach(() => {
    queries = 0;
    look = dynamoLooks(counting(), { DEMANDS_TABLE: table }, store)();
  });
  const counting = () =>
    new Proxy(engine.documents, {
      get: (client, name) => {
        if (name !== 'send') return Reflect.get(client, name);
        queries += 1;
        return client.send.bind(client);
      },
    });

  const addNote = (deps: LedgerDeps, id: string, number: number, text?: string) =>
    changeDemand(deps, id, () => ({
      set: {},
      action: 'demand.noted',
      actor: { kind: 'reviewer', subject: 'rita' },
      detail: { number },
      parts: [noteOf(number, text)],
      result: undefined,
    }));
  const clock = () => new Date(FILED_AT);

  it('answers as the store does, and asks the table once for each stretch of it', async () => {
    const large = noteOf(2, 'y'.repeat(400_000));
    const id = await fileSample(store, {
      parts: [noteOf(1), large, created(STEP('deliver#1'), { result: { round: 1 }, at: FILED_AT })],
    });
    const all = async (from: DemandStore) => [
      await from.read(id),
      await from.part(id, DETERMINATION(1)),
      await from.part(id, DETERMINATION(2)),
      await from.parts(id, NOTE('')),
      await from.part(id, NOTE(2)),
      await from.part(id, NOTE(1)),
      await from.part(id, STEP('deliver#1')),
      await from.events(id),
      await from.read('d-00000000000000000000000000'),
    ];
    expect(await all(look)).toEqual(await all(store));
    // Three stretches of this demand. Records are read one by one.
    expect(queries).toBe(3);
    const wide = dynamoLooks(counting(), { DEMANDS_TABLE: table }, store, 'together')();
    queries = 0;
    expect(await all(wide)).toEqual(await all(store));
    expect(queries).toBe(2);
  });

  it('reads no more of pieces than the page that begins with them', async () => {
    const id = await fileSample(store, {
      parts: [
        ...[1, 2].map((number) => noteOf(number, 'y'.repeat(2_000_000))),
        created(STEP('deliver#1'), { result: { round: 1 }, at: FILED_AT }),
      ],
    });
    const wide = dynamoLooks(counting(), { DEMANDS_TABLE: table }, store, 'together')();
    expect(await wide.parts(id, NOTE(''))).toHaveLength(2);
    expect(await wide.part(id, STEP('deliver#1'))).toBeDefined();
    // Twelve pieces, of which a page of a megabyte has two or three.
    expect(queries).toBe(2);
  });

  it('reads what begins alike once, and answers for each of it', async () => {
    const id = await fileSample(store, { parts: [createdFreeze('1'), createdFreeze('kept')] });
    await look.read(id);
    expect(await look.parts(id, FREEZE(''))).toHaveLength(2);
    expect(await look.part(id, FREEZE('kept'))).toMatchObject({ freeze: 'kept' });
    expect(await look.part(id, FREEZE('2'))).toBeUndefined();
    expect(await look.parts(id, FREEZE('1'))).toHaveLength(1);
    expect(queries).toBe(1);
  });

  it('goes on from what it read where the demand is read again as the same', async () => {
    const id = await fileSample(store, { parts: [noteOf(1)] });
    for (let time = 0; time < 3; time += 1) {
      await look.read(id);
      expect(await look.parts(id, NOTE(''))).toHaveLength(1);
      await look.events(id);
    }
    expect(queries).toBe(1);
    // Nothing that was read before the demand itself was is believed to be of it.
    const other = await fileSample(store);
    await look.parts(other, NOTE(''));
    await addNote({ store, clock }, other, 1);
    await look.read(other);
    expect(await look.parts(other, NOTE(''))).toHaveLength(1);
  });

  it('goes on from what an earlier invocation read, once it has found the demand unchanged', async () => {
    const id = await fileSample(store, { parts: [noteOf(1)] });
    const looks = dynamoLooks(counting(), { DEMANDS_TABLE: table }, store);
    const ask = async () => {
      const one = looks();
      const record = await one.read(id);
      return [record?.version, (await one.parts(id, NOTE(''))).length, (await one.events(id)).length];
    };
    expect(await ask()).toEqual([1, 1, 1]);
    expect(await ask()).toEqual([1, 1, 1]);
    expect(queries).toBe(1);
    // Who has not read the demand is told nothing that was read before.
    await addNote({ store, clock }, id, 2);
    expect(await looks().parts(id, NOTE(''))).toHaveLength(2);
    expect(await ask()).toEqual([2, 2, 2]);
    expect(queries).toBe(3);
  });

  it('keeps few demands in mind', async () => {
    const looks = dynamoLooks(counting(), { DEMANDS_TABLE: table }, store);
    const ids = await Promise.all(Array.from({ length: 9 }, () => fileSample(store)));
    const [first = ''] = ids;
    const ask = async (id: string) => {
      const one = looks();
      await one.read(id);
      await one.parts(id, NOTE(''));
    };
    for (const id of [...ids, first]) await ask(id);
    expect(queries).toBe(10);
    await ask(first);
    expect(queries).toBe(10);
  });

  it('is never older than the record that was read last', async () => {
    const id = await fileSample(store);
    const before = await look.read(id);
    expect(await look.parts(id, NOTE(''))).toHaveLength(0);
    await addNote({ store, clock }, id, 1);
    expect(await look.parts(id, NOTE(''))).toHaveLength(0);
    expect((await look.read(id))?.version).toBe(2);
    expect(before?.version).toBe(1);
    expect(await look.parts(id, NOTE(''))).toHaveLength(1);
    expect(await look.events(id)).toHaveLength(2);
  });

  it('has no part older than its record, whatever is written between two pages', async () => {
    const clock = (state: 'running' | 'stopped') => ({
      ...someClocks.start('question', { from: FILED_AT }),
      state,
    });
    const id = await fileSample(store, { parts: [created(CLOCK('question'), clock('running'))] });
    const stop = () =>
      changeDemand({ store, clock: () => new Date(FILED_AT) }, id, () => ({
        set: {},
        action: 'demand.noted',
        actor: { kind: 'reviewer', subject: 'rita' },
        detail: {},
        parts: [replaced(CLOCK('question'), clock('stopped'), clock('running'))],
        result: undefined,
      }));
    let pages = 0;
    const paged = new Proxy(engine.documents, {
      get: (client, name) => {
        if (name !== 'send') return Reflect.get(client, name);
        return async (command: QueryCommand) => {
          pages += 1;
          if (pages === 2) await stop();
          return client.send(new QueryCommand({ ...command.input, Limit: 1 }));
        };
      },
    });
    const slow = dynamoLooks(paged, { DEMANDS_TABLE: table }, store)();
    const record = await slow.read(id);
    const part = await slow.part(id, CLOCK('question'));
    expect([record?.version, part?.state]).toEqual([1, 'running']);
    expect(pages).toBeGreaterThan(2);
    expect((await slow.read(id))?.version).toBe(2);
    expect((await slow.part(id, CLOCK('question')))?.state).toBe('stopped');
  });

  it('keeps nothing that was read while it wrote', async () => {
    const id = await fileSample(store);
    const writing: DemandStore = dynamoLooks(
      engine.documents,
      { DEMANDS_TABLE: table },
      {
        ...store,
        commit: async (commit) => {
          await writing.parts(id, NOTE(''));
          return store.commit(commit);
        },
      },
    )();
    await addNote({ store: writing, clock }, id, 1);
    expect(await writing.parts(id, NOTE(''))).toHaveLength(1);
  });

  it('sees what it wrote itself', async () => {
    const id = await fileSample(store);
    expect([await look.parts(id, NOTE('')), await look.events(id)]).toEqual([[], expect.any(Array)]);
    await addNote({ store: look, clock }, id, 1);
    expect(await look.parts(id, NOTE(''))).toHaveLength(1);
    expect(await look.events(id)).toHaveLength(2);
  });

  it('asks again after it could not be answered', async () => {
    const id = await fileSample(store);
    let isAway = true;
    const fragile = oneLook(store, async () => {
      if (isAway) throw new Error('away');
      return new Map();
    });
    await expect(fragile.part(id, DETERMINATION(1))).rejects.toThrow('away');
    isAway = false;
    expect(await fragile.part(id, DETERMINATION(1))).toBeUndefined();
  });
});
