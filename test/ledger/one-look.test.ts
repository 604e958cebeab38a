import { changeDemand, type LedgerDeps } from '../../functions/ledger/change-demand.ts';
import type { DemandStore } from '../../functions/ledger/demand.store.ts';
import { dynamoDemandStore } from '../../functions/ledger/dynamodb-demand.store.ts';
import { dynamoLooks } from '../../functions/ledger/dynamodb-looks.ts';
import { oneLook } from '../../functions/ledger/one-look.ts';
import { created } from '../../functions/ledger/part.ts';
import { DETERMINATION } from '../../functions/ledger/parts/determination.part.ts';
import { NOTE } from '../../functions/ledger/parts/note.part.ts';
import { STEP } from '../../functions/ledger/parts/step.part.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { FILED_AT, fileSample } from '../kit/filed-demand.ts';

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
    // Three stretches of this demand, one of that which is not there.
    expect(queries).toBe(4);
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
