import type { Commit } from '../../functions/ledger/demand.store.ts';
import { dynamoDemandStore } from '../../functions/ledger/dynamodb-demand.store.ts';
import { dynamoDueStore } from '../../functions/ledger/dynamodb-due.store.ts';
import { dynamoFilingStore } from '../../functions/ledger/dynamodb-filing.store.ts';
import { lastWritten } from '../../functions/ledger/last-written.ts';
import { RecordRequest } from '../../functions/ledger/record.schema.ts';
import { record } from '../../functions/ledger/record.ts';
import type { WriterName } from '../../functions/ledger/writers.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { livedDemand } from '../kit/lived-demand.ts';

const AT = '2026-11-23T09:00:00.000Z';

describe('what a recorder wrote last', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine.stop());

  /** Instances of the recorder on one table, each with what it wrote itself in mind. */
  async function arrange(id: string) {
    const [demands, work] = [await engine.createDemandsTable(), await engine.createPlainTable()];
    const store = dynamoDemandStore(engine.documents, demands);
    let reads = 0;
    const instance = () => {
      const last = lastWritten();
      const deps = {
        store: {
          ...store,
          read: (demandId: string) => {
            reads += 1;
            return store.read(demandId);
          },
        },
        filings: dynamoFilingStore(engine.documents, { demands, work }),
        dues: dynamoDueStore(engine.documents, demands),
        clock: () => new Date(AT),
        last,
      };
      const ask = async (commit: Commit, writer: WriterName, more: object = {}) => {
        const { record: wanted, event, parts } = commit;
        const { at, action, actor, detail } = event;
        const change = { record: wanted, at, action, actor, detail, parts, ...more };
        const request = RecordRequest.parse(JSON.parse(JSON.stringify({ change })));
        return (await record(request, writer, deps)).outcome;
      };
      const postpone = (dueAt: string, to: { dueKind: string; dueAt: string }) =>
        record({ postpone: { demandId: id, dueAt, to } }, 'sweep', deps);
      return { ask, postpone, last };
    };
    const [filed, withdrawn, closed] = livedDemand(id);
    if (!filed || !withdrawn || !closed) throw new Error('a demand of three changes');
    const filing = { authorityId: 'us-usao-ndca', keyHash: 'k', requestHash: 'h', demandId: id };
    const filing2 = { filing: { ...filing, filedAt: AT, expiresAt: 2_000_000_000 } };
    const file = (by: ReturnType<typeof instance>) => by.ask(filed, 'file-demand', filing2);
    return { store, instance, filed, withdrawn, closed, file, reads: () => reads };
  }

  it('is not read again, and what follows is made from it', async () => {
    const { store, instance, withdrawn, closed, file, reads } = await arrange('d-1');
    const one = instance();
    expect([await file(one), await one.ask(withdrawn, 'withdraw'), await one.ask(closed, 'close')]).toEqual([
      'committed',
      'committed',
      'committed',
    ]);
    expect(reads()).toBe(0);
    const events = await store.events('d-1');
    expect(events.map(({ previous }) => previous).slice(1)).toEqual(
      events.map(({ hash }) => hash).slice(0, -1),
    );
    expect(one.last.at('d-1', 3)).toEqual(await store.read('d-1'));
  });

  it('is never written over what another instance wrote since', async () => {
    const { store, instance, withdrawn, closed, file, reads } = await arrange('d-2');
    const [one, other] = [instance(), instance()];
    await file(one);
    expect(await other.ask(withdrawn, 'withdraw')).toBe('committed');
    const before = await store.events('d-2');
    // What its caller saw was as old as what it has in mind.
    expect(await one.ask(withdrawn, 'withdraw')).toBe('conflict');
    expect(await store.events('d-2')).toEqual(before);
    expect(reads()).toBe(1);
    // It has nothing in mind any more, and reads.
    expect(await one.ask(closed, 'close')).toBe('committed');
    expect(reads()).toBe(2);
    expect(await file(instance())).toBe('conflict');
  });

  it('is what a change is held against: nobody sets by it what is not theirs', async () => {
    const { store, instance, withdrawn, file } = await arrange('d-3');
    const one = instance();
    await file(one);
    const forged = { ...withdrawn.record, authorityId: 'us-fbi', round: 3 };
    await expect(one.ask({ ...withdrawn, record: forged as never }, 'withdraw')).rejects.toThrow(
      'does not set',
    );
    expect((await store.read('d-3'))?.version).toBe(1);
  });

  it('is forgotten where the time changes at which a demand is looked at', async () => {
    const { store, instance, filed, withdrawn, file, reads } = await arrange('d-4');
    const one = instance();
    await file(one);
    const to = { dueKind: 'run', dueAt: '2026-11-23T09:05:00.000Z' };
    await one.postpone(filed.record.dueAt ?? '', to);
    const read = reads();
    await one.ask(withdrawn, 'withdraw');
    expect(reads()).toBe(read + 1);
    expect(await store.read('d-4')).toMatchObject(to);
  });

  it('is of few demands', async () => {
    const { filed } = await arrange('d-5');
    const last = lastWritten();
    const ids = Array.from({ length: 51 }, (_, index) => `d-${index}`);
    for (const id of ids) last.keep({ ...filed, record: { ...filed.record, id } });
    expect([last.at('d-0', 1), last.at('d-1', 1)?.id, last.at('d-1', 2)]).toEqual([
      undefined,
      'd-1',
      undefined,
    ]);
  });
});
