import { dynamoDemandListStore } from '../../functions/desk/dynamodb-demand-list.store.ts';
import { listDemandsRoute } from '../../functions/desk/list-demands.route.ts';
import { readDemandRoute } from '../../functions/desk/read-demand.route.ts';
import { listDemands, readDemand } from '../../functions/desk/read-demands.ts';
import { dynamoDemandStore } from '../../functions/ledger/dynamodb-demand.store.ts';
import { compileRulebook } from '../../functions/validity/build/compile-rulebook.ts';
import { loadRulebookSource } from '../../rulebook/load.ts';
import { answerOf } from '../kit/answers.ts';
import { fred, olga, problemOf, rita } from '../kit/desk.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { fileSample } from '../kit/filed-demand.ts';

const REFERRED = { outcome: 'refer' as const, reasons: ['conflict-of-laws' as const] };

describe('what a demand shows of itself', () => {
  let engine: Engine;
  let table: string;
  beforeAll(async () => {
    engine = await startEngine();
    table = await engine.createDemandsTable();
  });
  afterAll(() => engine.stop());
  const arrange = () => ({
    store: dynamoDemandStore(engine.documents, table),
    lists: dynamoDemandListStore(engine.documents, table),
    rulebook: compileRulebook(loadRulebookSource()),
  });

  it('tells an agent nothing that we know of accounts until people have decided', async () => {
    const deps = arrange();
    const waiting = await fileSample(deps.store, { determination: REFERRED });
    const seen = await readDemand(waiting, olga, deps);
    expect(seen.determination).toMatchObject({ outcome: 'accept', reasons: [] });
    expect(seen).not.toHaveProperty('circumstances');
    expect((await readDemand(waiting, rita, deps)).determination).toMatchObject(REFERRED);

    const failed = await fileSample(deps.store, {
      record: { status: 'failed', failedIn: 'filed' },
      determination: REFERRED,
    });
    expect((await readDemand(failed, olga, deps)).determination).toMatchObject({ outcome: 'accept' });

    const decided = await fileSample(deps.store, {
      record: { status: 'reviewed' },
      determination: REFERRED,
    });
    expect((await readDemand(decided, olga, deps)).determination).toMatchObject(REFERRED);
  });

  it('fits its schema, for staff and for an agent', async () => {
    const deps = arrange();
    const id = await fileSample(deps.store, { determination: REFERRED });
    for (const principal of [rita, olga]) {
      answerOf(readDemandRoute, await readDemand(id, principal, deps));
      const page = await listDemands({ limit: 2 }, principal, deps);
      expect(page.demands.length).toBeGreaterThan(0);
      answerOf(listDemandsRoute, page);
    }
  });

  it('comes page by page in a list, and a cursor of another list opens none', async () => {
    const deps = arrange();
    for (let filed = 0; filed < 3; filed += 1) await fileSample(deps.store);
    const first = await listDemands({ limit: 2 }, olga, deps);
    expect(first.demands).toHaveLength(2);
    const second = await listDemands({ limit: 2, after: first.next }, olga, deps);
    expect(second.demands[0]?.id).not.toBe(first.demands[1]?.id);
    expect(await problemOf(listDemands({ after: first.next }, rita, deps))).toBe('400 bad_cursor');
    expect(await problemOf(listDemands({ after: 'x' }, olga, deps))).toBe('400 bad_cursor');
  });

  it('is not there for another authority', async () => {
    const deps = arrange();
    const id = await fileSample(deps.store);
    expect(await problemOf(readDemand(id, fred, deps))).toBe('404 not_found');
    expect(await problemOf(readDemand(`d-${'0'.repeat(26)}`, fred, deps))).toBe('404 not_found');
  });
});
