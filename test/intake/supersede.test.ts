import type { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { type FileDemandDeps, fileDemand } from '../../functions/intake/file-demand.ts';
import { changeDemand, SERVICE } from '../../functions/ledger/change-demand.ts';
import type { Commit } from '../../functions/ledger/demand.store.ts';
import { dynamoDemandStore } from '../../functions/ledger/dynamodb-demand.store.ts';
import { dynamoDueStore } from '../../functions/ledger/dynamodb-due.store.ts';
import { dynamoFilingStore } from '../../functions/ledger/dynamodb-filing.store.ts';
import { findChainFaults } from '../../functions/ledger/hash-chain.ts';
import { lambdaRecorder } from '../../functions/ledger/lambda-recorder.ts';
import { lastWritten } from '../../functions/ledger/last-written.ts';
import { RecordRequest } from '../../functions/ledger/record.schema.ts';
import { record } from '../../functions/ledger/record.ts';
import { Problem } from '../../functions/shared/problem.ts';
import { takenBack } from '../../functions/workflow/take-back.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { filingDeps, filingInput } from '../kit/filing-deps.ts';

const NOW = new Date('2026-11-23T09:00:00Z');

describe('a demand that takes the place of another', () => {
  let engine: Engine;
  let table: string;
  beforeAll(async () => {
    engine = await startEngine();
    table = await engine.createDemandsTable();
  });
  afterAll(() => engine.stop());

  const arrange = () => {
    const filings = dynamoFilingStore(engine.documents, { demands: table, work: table });
    const ask = (request: RecordRequest) =>
      record(request, 'file-demand', {
        store: dynamoDemandStore(engine.documents, table, table),
        filings,
        dues: dynamoDueStore(engine.documents, table),
        clock: () => NOW,
        last: lastWritten(),
      });
    const lambda = {
      send: async ({ input: { Payload } }: InvokeCommand) => ({
        Payload: Buffer.from(JSON.stringify(await ask(RecordRequest.parse(JSON.parse(String(Payload)))))),
      }),
    } as unknown as LambdaClient;
    const deps = filingDeps(
      { engine, table, now: NOW },
      { filings: { ...filings, file: lambdaRecorder(lambda, 'file-demand').commit } },
    );
    const store = dynamoDemandStore(engine.documents, table);
    return { deps, store, input: filingInput(), ask };
  };
  /** The writes of a filing, of which the nth throws: nothing of it is written, or all of it. */
  const cutOff = (deps: FileDemandDeps, side: 'before' | 'after', nth: number): FileDemandDeps => {
    let count = 0;
    const write =
      <A extends unknown[], R>(doing: (...args: A) => Promise<R>) =>
      async (...args: A): Promise<R> => {
        count += 1;
        if (count === nth && side === 'before') throw new Error('cut off');
        const done = await doing(...args);
        if (count === nth) throw new Error('cut off');
        return done;
      };
    return {
      ...deps,
      store: { ...deps.store, commit: write(deps.store.commit) },
      filings: { ...deps.filings, file: write(deps.filings.file) },
    };
  };
  /** Of a demand and the one that takes its place one is live, and neither names one that is not there. */
  const expectOneLive = async (store: FileDemandDeps['store'], id: string) => {
    const old = await store.read(id);
    const next = old?.supersededBy === undefined ? undefined : await store.read(old.supersededBy);
    expect([old, next].filter((one) => one && one.withdrawnAt === undefined)).toHaveLength(1);
    if (old?.supersededBy !== undefined) expect(next).toMatchObject({ supersedes: id });
  };
  const problemOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 'none',
      (error: unknown) => (error instanceof Problem ? `${error.status} ${error.code}` : 'not a problem'),
    );

  const fileOther = async (arranged: ReturnType<typeof arrange>, supersedes: string, change = {}) =>
    fileDemand(
      { ...arranged.input, supersedes, idempotencyKey: `other-${Math.random()}`, ...change },
      arranged.deps,
    );

  it('takes that one back in the same act, once, and links both', async () => {
    const arranged = arrange();
    const { store, deps, input } = arranged;
    const old = await fileDemand(input, deps);
    const filed = await fileOther(arranged, old.id);
    expect(await store.read(filed.id)).toMatchObject({ status: 'filed', supersedes: old.id });
    expect(await store.read(old.id)).toMatchObject({
      supersededBy: filed.id,
      withdrawnAt: NOW.toISOString(),
      facts: { superseded: true },
    });
    expect((await store.events(old.id)).map(({ action }) => action)).toEqual([
      'demand.filed',
      'demand.withdrawn',
    ]);
    expect(findChainFaults(await store.events(old.id))).toEqual([]);
    expect(await problemOf(fileOther(arranged, old.id))).toBe('409 superseded_already');
    // Of several at once one does.
    const both = await Promise.allSettled([fileOther(arranged, filed.id), fileOther(arranged, filed.id)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it.each(['before', 'after'] as const)(
    'leaves one live demand whichever write it is cut off %s',
    async (side) => {
      // As many writes as a filing makes, and one more, of which nothing is cut off.
      for (let nth = 1, wasCut = true; wasCut; nth += 1) {
        const arranged = arrange();
        const { store, deps, input } = arranged;
        const old = await fileDemand(input, deps);
        const again = { ...input, supersedes: old.id, idempotencyKey: `again-${side}-${nth}` };
        const cut = cutOff(deps, side, nth);
        wasCut = await fileDemand(again, cut).then(
          () => false,
          () => true,
        );
        await expectOneLive(store, old.id);
        const filed = await fileDemand(again, deps);
        expect(await store.read(old.id)).toMatchObject({ supersededBy: filed.id });
        expect(await store.read(filed.id)).toMatchObject({ supersedes: old.id });
        expect(await fileDemand(again, deps)).toEqual(filed);
        if (!wasCut) expect(nth).toBe(2);
      }
    },
  );

  it('takes the id that an earlier release promised, where a crash left that one unfiled', async () => {
    const arranged = arrange();
    const { store, deps, input } = arranged;
    const old = await fileDemand(input, deps);
    const promised = 'd-01M0000000000000000000000A';
    await changeDemand({ store, clock: () => NOW }, old.id, (found, at) =>
      takenBack(found, { actor: { kind: 'agent', subject: 'olga' }, at, supersededBy: promised }),
    );
    expect((await fileOther(arranged, old.id)).id).toBe(promised);
    await expectOneLive(store, old.id);
    expect(await problemOf(fileOther(arranged, old.id))).toBe('409 superseded_already');
  });

  it('is tried again where the other changed in between', async () => {
    const arranged = arrange();
    const { store, deps, input } = arranged;
    const old = await fileDemand(input, deps);
    let moved = false;
    const file: FileDemandDeps['filings']['file'] = async (...args) => {
      if (!moved)
        await changeDemand({ store, clock: () => NOW }, old.id, () => ({
          set: {},
          action: 'validity.checked',
          actor: SERVICE,
          detail: {},
          result: undefined,
        }));
      moved = true;
      return deps.filings.file(...args);
    };
    const filed = await fileOther(
      { ...arranged, deps: { ...deps, filings: { ...deps.filings, file } } },
      old.id,
    );
    expect(await store.read(old.id)).toMatchObject({ version: 3, supersededBy: filed.id });
  });

  it('answers many of one key alike', async () => {
    const arranged = arrange();
    const { store, deps, input } = arranged;
    const old = await fileDemand(input, deps);
    const again = { ...input, supersedes: old.id, idempotencyKey: `again-${Math.random()}` };
    const answers = await Promise.all(Array.from({ length: 4 }, () => fileDemand(again, deps)));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    await expectOneLive(store, old.id);
  });

  it('is refused of one that is not there or is another authority’s; one that has ended is named, and stays', async () => {
    const arranged = arrange();
    const { deps, input } = arranged;
    const old = await fileDemand(input, deps);
    expect(await problemOf(fileOther(arranged, 'd-00000000000000000000000000'))).toBe('404 not_found');
    expect(await problemOf(fileOther(arranged, old.id, { authorityId: 'us-fbi' }))).toBe('404 not_found');
    const record = await arranged.store.read(old.id);
    if (!record) throw new Error('no such demand');
    await changeDemand({ store: arranged.store, clock: () => NOW }, old.id, (found, at) =>
      takenBack(found, { actor: { kind: 'agent', subject: 'olga' }, at }),
    );
    const before = await arranged.store.read(old.id);
    const named = await fileOther(arranged, old.id);
    expect(await arranged.store.read(named.id)).toMatchObject({ supersedes: old.id });
    const { status, facts, withdrawnAt } = before ?? {};
    expect(await arranged.store.read(old.id)).toMatchObject({
      ...{ status, facts, withdrawnAt },
      ...{ matter: before?.matter, supersededBy: named.id },
    });
  });

  it('of one that has ended is one, of however many that are filed at once', async () => {
    for (let round = 0; round < 4; round += 1) {
      const arranged = arrange();
      const { store, deps, input } = arranged;
      const old = await fileDemand({ ...input, idempotencyKey: `one-that-ended-${round}` }, deps);
      await changeDemand({ store, clock: () => NOW }, old.id, (found, at) =>
        takenBack(found, { actor: { kind: 'agent', subject: 'olga' }, at }),
      );
      const answers = await Promise.allSettled(Array.from({ length: 4 }, () => fileOther(arranged, old.id)));
      const filed = answers.flatMap((one) => (one.status === 'fulfilled' ? [one.value.id] : []));
      expect(filed).toHaveLength(1);
      for (const one of answers)
        if (one.status === 'rejected')
          expect(one.reason).toMatchObject({
            code: 'superseded_already',
            detail: `Another demand took the place of this one: supersede that, number ${filed[0]}.`,
          });
      const events = await store.events(old.id);
      expect(events.map(({ action }) => action)).toEqual([
        'demand.filed',
        'demand.withdrawn',
        'demand.superseded',
      ]);
      expect(findChainFaults(events)).toEqual([]);
      // The one that did takes a place of its own, and is followed by one in its turn.
      expect(await store.read(filed[0] ?? '')).toMatchObject({ supersedes: old.id });
      expect(await problemOf(fileOther(arranged, filed[0] ?? ''))).toBe('none');
    }
  });

  it('is written with the other or not at all: the recorder takes neither change alone', async () => {
    const arranged = arrange();
    const { deps, input, ask } = arranged;
    const old = await fileDemand(input, deps);
    const asked: Parameters<FileDemandDeps['filings']['file']>[] = [];
    const noting: FileDemandDeps = {
      ...deps,
      filings: {
        ...deps.filings,
        file: async (...args) => {
          asked.push(args);
          return 'committed';
        },
      },
    };
    await fileOther({ ...arranged, deps: noting }, old.id);
    const [[filed, filing, takesBack] = []] = asked;
    if (!filed || !filing || !takesBack) throw new Error('both changes');
    const changeOf = ({ record: wanted, event, parts }: Commit) => {
      const { at, action, actor, detail } = event;
      return { record: wanted, at, action, actor, detail, parts: [...parts] };
    };
    const alone = (change: object) => ask(RecordRequest.parse(JSON.parse(JSON.stringify(change))));
    await expect(alone({ change: { ...changeOf(filed), filing } })).rejects.toThrow('without taking it back');
    await expect(alone({ change: changeOf(takesBack) })).rejects.toThrow('superseded by one that is filed');
    const other = { ...filed, record: { ...filed.record, supersedes: undefined } } as Commit;
    await expect(
      alone({ change: { ...changeOf(other), filing }, takesBack: changeOf(takesBack) }),
    ).rejects.toThrow('without taking it back');
    const anothers = { ...filed, record: { ...filed.record, authorityId: 'us-fbi' } } as Commit;
    await expect(
      alone({ change: { ...changeOf(anothers), filing }, takesBack: changeOf(takesBack) }),
    ).rejects.toThrow('of another authority');
    // A live demand is taken back, and not only named.
    const named = { ...changeOf(takesBack), action: 'demand.superseded', parts: [] };
    const { withdrawnAt: _withdrawn, ...live } = named.record;
    await expect(
      alone({ change: { ...changeOf(filed), filing }, takesBack: { ...named, record: live } }),
    ).rejects.toThrow('only what has ended');
    await expect(alone({ change: named })).rejects.toThrow('superseded by one that is filed');
    expect(await deps.store.read(old.id)).toMatchObject({ version: 1 });
  });
});
