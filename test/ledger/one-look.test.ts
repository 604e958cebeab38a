import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { changeDemand, type LedgerDeps } from '../../functions/ledger/change-demand.ts';
import type { DemandStore } from '../../functions/ledger/demand.store.ts';
import { dynamoDemandStore } from '../../functions/ledger/dynamodb-demand.store.ts';
import { dynamoLooks } from '../../functions/ledger/dynamodb-looks.ts';
import { oneLook } from '../../functions/ledger/one-look.ts';
import { created, replaced } from '../../functions/ledger/part.ts';
import { CLOCK } from '../../functions/ledger/parts/clock.part.ts';
import { DETERMINATION } from '../../functions/ledger/parts/determination.part.ts';
import { NOTE } from '../../functions/ledger/parts/note.part.ts';
import { STEP } from '../../functions/ledger/parts/step.part.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { FILED_AT, fileSample } from '../kit/filed-demand.ts';
import { someClocks } from '../kit/some-clocks.ts';

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
    const counted = new Proxy(engine.documents, {
      get: (client, name) => {
        if (name !== 'send') return Reflect.get(client, name);
        queries += 1;
        return client.send.bind(client);
      },
    });
    look = dynamoLooks(counted, { DEMANDS_TABLE: table }, store)();
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
