import { SERVICE } from '../../functions/ledger/change-demand.ts';
import type { DemandStore } from '../../functions/ledger/demand.store.ts';
import { dynamoDemandStore } from '../../functions/ledger/dynamodb-demand.store.ts';
import { findChainFaults } from '../../functions/ledger/hash-chain.ts';
import { recordFailure } from '../../functions/watch/record-failure.ts';
import { closeDemand } from '../../functions/workflow/close.ts';
import { runStep } from '../../functions/workflow/run-step.ts';
import { StepInput } from '../../functions/workflow/step.schema.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { fileSample } from '../kit/filed-demand.ts';
import { someClocks } from '../kit/some-clocks.ts';

describe('a step of the workflow', () => {
  let engine: Engine;
  let store: DemandStore;
  beforeAll(async () => {
    engine = await startEngine();
    store = dynamoDemandStore(engine.documents, await engine.createDemandsTable());
  });
  afterAll(() => engine.stop());

  const clock = () => new Date('2026-11-23T10:00:00Z');
  const step = (deps: { store: DemandStore; clock: typeof clock }, demandId: string, seen: string[] = []) =>
    runStep(deps, { demandId, step: 'sample#1', output: StepInput }, (record) => {
      seen.push(record.id);
      return {
        set: {},
        action: 'scope.compiled',
        actor: SERVICE,
        detail: { grants: 1 },
        result: { demandId, round: 1 },
      };
    });

  it('does its work once, however often it runs', async () => {
    const id = await fileSample(store, { record: { status: 'reviewed' } });
    const seen: string[] = [];
    const first = await step({ store, clock }, id, seen);
    expect(await step({ store, clock }, id, seen)).toEqual(first);
    expect(seen).toHaveLength(1);
    expect(await store.events(id)).toHaveLength(2);
  });

  it('does its work once when it runs many times at once', async () => {
    const id = await fileSample(store, { record: { status: 'reviewed' } });
    await Promise.all(Array.from({ length: 6 }, () => step({ store, clock }, id)));
    const events = await store.events(id);
    expect(events).toHaveLength(2);
    expect(findChainFaults(events)).toEqual([]);
    expect((await store.read(id))?.head).toBe(events.at(-1)?.hash);
  });

  it('finds its own work when the answer to the write was lost', async () => {
    const id = await fileSample(store, { record: { status: 'reviewed' } });
    let lost = false;
    const lossy: DemandStore = {
      ...store,
      commit: async (commit) => {
        const outcome = await store.commit(commit);
        if (!lost) {
          lost = true;
          throw new Error('the connection broke after the write');
        }
        return outcome;
      },
    };
    await expect(step({ store: lossy, clock }, id)).rejects.toThrow('the connection broke');
    expect(await step({ store: lossy, clock }, id)).toEqual({ demandId: id, round: 1 });
    expect(await store.events(id)).toHaveLength(2);
  });

  it('changes nothing when the ledger cannot be written', async () => {
    const id = await fileSample(store, { record: { status: 'reviewed' } });
    const before = await store.read(id);
    const broken: DemandStore = { ...store, commit: () => Promise.reject(new Error('no ledger, no action')) };
    await expect(step({ store: broken, clock }, id)).rejects.toThrow('no ledger');
    expect(await store.read(id)).toEqual(before);
  });

  it('keeps the changes of many writers in one unbroken chain', async () => {
    const id = await fileSample(store, { record: { status: 'reviewed' } });
    await Promise.all(
      Array.from({ length: 5 }, (_, grant) =>
        runStep({ store, clock }, { demandId: id, step: `sample#${grant}`, output: StepInput }, () => ({
          set: {},
          action: 'retrieval.completed',
          actor: SERVICE,
          detail: { grant },
          result: { demandId: id, round: 1 },
        })),
      ),
    );
    const events = await store.events(id);
    expect(events).toHaveLength(6);
    expect(findChainFaults(events)).toEqual([]);
  });

  it('ends a released demand as disclosed, a withdrawn one as withdrawn', async () => {
    const released = await fileSample(store, {
      record: { status: 'released', packageSha256: 'a'.repeat(64) },
    });
    const withdrawn = await fileSample(store, { record: { withdrawnAt: '2026-11-23T09:30:00.000Z' } });
    for (const demandId of [released, withdrawn])
      await closeDemand({ demandId, round: 1 }, { store, clock, clocks: someClocks });
    expect(await store.read(released)).toMatchObject({ status: 'closed', conclusion: 'disclosed' });
    expect(await store.read(withdrawn)).toMatchObject({
      status: 'closed',
      conclusion: 'withdrawn',
      facts: { outcome: 'withdrawn' },
    });
  });

  it('records of a failure the name only', async () => {
    const id = await fileSample(store, { record: { status: 'reviewed' } });
    await recordFailure(
      { demandId: id, round: 1, error: 'cannot read alice@example.com' },
      { store, clock, clocks: someClocks },
    );
    const events = await store.events(id);
    expect(events.at(-1)).toMatchObject({ action: 'demand.failed', detail: { error: 'UnknownFault' } });
    expect(JSON.stringify(events)).not.toContain('alice');
  });
});
