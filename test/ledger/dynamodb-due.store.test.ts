import { dynamoDemandStore } from '../../functions/ledger/dynamodb-demand.store.ts';
import { dynamoDueStore } from '../../functions/ledger/dynamodb-due.store.ts';
import { allOf } from '../kit/all-of.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { fileSample } from '../kit/filed-demand.ts';

describe('the index of due things', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine.stop());

  const AT = '2026-11-23T10:00:00.000Z';
  async function arrange(count: number) {
    const table = await engine.createDemandsTable();
    const store = dynamoDemandStore(engine.documents, table);
    const record = { dueKind: 'wait-review', dueAt: AT };
    const ids = await Promise.all(Array.from({ length: count }, () => fileSample(store, { record })));
    return { ids, store, dues: dynamoDueStore(engine.documents, table) };
  }

  it('is read to its end, page by page', async () => {
    const { ids, dues } = await arrange(230);
    const found = await allOf(dues.due('wait-review', AT));
    expect(found.map(({ demandId }) => demandId).sort()).toEqual([...ids].sort());
    expect(await allOf(dues.due('wait-review', '2026-11-23T09:59:59.999Z'))).toEqual([]);
  });

  it('has a demand later that was put off, and not one that moved on meanwhile', async () => {
    const { ids, store, dues } = await arrange(1);
    const [demandId = ''] = ids;
    const to = { dueKind: 'wait-review', dueAt: '2026-11-24T10:00:00.000Z' };
    const before = await store.read(demandId);
    await dues.postpone({ demandId, dueAt: AT }, to);
    expect(await store.read(demandId)).toEqual({ ...before, ...to });
    await dues.postpone({ demandId, dueAt: AT }, { ...to, dueAt: '2026-11-25T10:00:00.000Z' });
    expect((await store.read(demandId))?.dueAt).toBe(to.dueAt);
    expect(await allOf(dues.due('wait-review', AT))).toEqual([]);
  });
});
