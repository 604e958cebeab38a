import { readDemand } from '../../functions/desk/read-demands.ts';
import { dynamoDemandStore } from '../../functions/ledger/dynamodb-demand.store.ts';
import { compileRulebook } from '../../functions/validity/build/compile-rulebook.ts';
import { loadRulebookSource } from '../../rulebook/load.ts';
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
    rulebook: compileRulebook(loadRulebookSource()),
  });

  it('tells an agent nothing that we know of accounts until people have decided', async () => {
    const deps = arrange();
    const waiting = await fileSample(deps.store, { determination: REFERRED });
    const seen = await readDemand(waiting, olga, deps);
    expect(seen.determination).toMatchObject({ outcome: 'accept', reasons: [] });
    expect(seen).not.toHaveProperty('circumstances');
    expect((await readDemand(waiting, rita, deps)).determination).toMatchObject(REFERRED);

    const decided = await fileSample(deps.store, {
      record: { status: 'reviewed' },
      determination: REFERRED,
    });
    expect((await readDemand(decided, olga, deps)).determination).toMatchObject(REFERRED);
  });

  it('is not there for another authority', async () => {
    const deps = arrange();
    const id = await fileSample(deps.store);
    expect(await problemOf(readDemand(id, fred, deps))).toBe('404 not_found');
    expect(await problemOf(readDemand(`d-${'0'.repeat(26)}`, fred, deps))).toBe('404 not_found');
  });
});
