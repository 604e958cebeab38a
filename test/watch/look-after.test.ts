import { changeDemand } from '../../functions/ledger/change-demand.ts';
import type { DemandRecord } from '../../functions/ledger/demand-record.schema.ts';
import { created, replaced } from '../../functions/ledger/part.ts';
import { CLOCK } from '../../functions/ledger/parts/clock.part.ts';
import { RESUMPTION, RESUMPTION_DUE } from '../../functions/ledger/parts/resumption.part.ts';
import { REVIEW } from '../../functions/ledger/parts/review.part.ts';
import { STATUSES, type Status } from '../../functions/ledger/statuses.ts';
import { deskClocks } from '../../functions/validity/decide/desk-clocks.ts';
import { reviveDemand } from '../../functions/watch/look-after.ts';
import { sweep } from '../../functions/watch/sweep.ts';
import type { Again, ExecutionLook } from '../../functions/workflow/executions.ts';
import { FILED_AT, fileSample } from '../kit/filed-demand.ts';
import { memoryDesk } from '../kit/memory-desk.ts';
import { openLane } from '../kit/open-lane.ts';
import { law } from '../validity/law.ts';

const HOUR = 3_600_000;
const BEGIN = Date.parse('2026-11-23T10:00:00Z');
const RESUMED_AT = '2026-11-23T10:00:00.000Z';
const PACKAGED: readonly Status[] = ['sealed', 'awaiting-release', 'release-decided', 'released'];

type Seen = Awaited<ReturnType<ExecutionLook['look']>>;

/** A demand in a status whose first execution is as said, in memory, with sweeps that can be called at any time. */
async function arrange(status: Status, seen: Seen, set: Partial<DemandRecord> = {}) {
  const desk = memoryDesk();
  const executions = new Map<string, Seen>();
  const nameOf = (id: string, again?: Again) =>
    again ? `${id}-${again.isRestart ? 'again' : 'resumed'}-${again.number}` : id;
  const started: [string, Again | undefined][] = [];
  const faults = { start: 0 };
  let now = BEGIN;
  const deps = {
    ...desk,
    lane: openLane,
    clock: () => new Date(now),
    tasks: { answer: async () => 'answered' as const },
    executions: {
      start: async (id: string, again?: Again) => {
        if (faults.start > 0) {
          faults.start -= 1;
          throw new Error('Step Functions is away');
        }
        started.push([nameOf(id, again), again]);
        executions.set(nameOf(id, again), 'RUNNING');
      },
      look: async (id: string, again?: Again) => executions.get(nameOf(id, again)) ?? 'NONE',
    },
  };
  const id = await fileSample(desk.store, {
    record: {
      status,
      ...(PACKAGED.includes(status) ? { packageSha256: 'a'.repeat(64) } : {}),
      ...(status === 'closed' ? { conclusion: 'refused' as const } : {}),
      ...(status === 'failed' ? { failedIn: 'reviewed' as const } : {}),
      dueKind: 'run',
      dueAt: '2026-11-23T09:59:00.000Z',
      ...set,
    },
  });
  if (seen !== 'NONE') executions.set(id, seen);
  const read = async () => {
    const record = await desk.store.read(id);
    if (!record) throw new Error('the demand is there');
    return record;
  };
  return {
    id,
    deps,
    started,
    faults,
    read,
    die: (was: Seen = 'FAILED') => {
      for (const name of executions.keys()) executions.set(name, was);
    },
    pass: (ms: number) => {
      now += ms;
    },
    actions: async () => (await desk.store.events(id)).map(({ action }) => action),
  };
}

const OPEN = STATUSES.filter((status) => !['closed', 'failed'].includes(status));

describe('a demand whose execution died', () => {
  it.each(OPEN)('is started again while %s, from the table alone, and told of first', async (status) => {
    const { id, deps, started, read, actions } = await arrange(status, 'TIMED_OUT');
    expect(await sweep(deps)).toMatchObject({ revived: 1, failed: 0 });
    const [, event] = await deps.store.events(id);
    expect(event).toMatchObject({
      action: 'execution.restarted',
      actor: { kind: 'service' },
      detail: { was: 'TIMED_OUT', round: 1, times: 1 },
    });
    expect(await read()).toMatchObject({ status, restarted: { number: 2, times: 1 }, dueKind: 'start' });
    expect(started).toEqual([[`${id}-again-2`, { number: 2, round: 1, isRestart: true }]]);
    expect(await sweep(deps)).toMatchObject({ revived: 0, started: 0 });
    expect(await actions()).toHaveLength(2);
  });

  it('is not read on when a date of its paper came since it was approved: a person takes it up', async () => {
    const { id, deps, started, pass, read, actions } = await arrange('reviewed', 'FAILED');
    const at = (instant: string) => ({ from: instant, until: '2026-11-23T12:00:00.000Z' });
    const execution = deskClocks(law).start('execution', at(FILED_AT));
    const review = { round: 1, decision: 'approve' as const, by: 'rita', at: RESUMED_AT };
    await changeDemand(deps, id, () => ({
      set: {},
      action: 'demand.noted',
      actor: { kind: 'reviewer', subject: 'rita' },
      detail: {},
      parts: [
        created(REVIEW(1), { ...review, items: [], targets: [0], resolves: [] }),
        replaced(CLOCK('execution'), execution),
      ],
      result: undefined,
    }));
    pass(3 * HOUR);
    await sweep({ ...deps, clocks: deskClocks(law) });
    expect(started).toEqual([]);
    expect(await read()).toMatchObject({ status: 'failed', failedIn: 'reviewed' });
    expect(await actions()).toContain('demand.failed');
    const failed = (await deps.store.events(id)).find(({ action }) => action === 'demand.failed');
    expect(failed?.detail).toMatchObject({ error: 'DateHasCome' });
  });

  it('is started though its start failed after it was told of', async () => {
    const { id, deps, started, faults, pass, actions } = await arrange('reviewed', 'FAILED');
    faults.start = 1;
    await expect(sweep(deps)).rejects.toMatchObject({ name: 'TransientFault' });
    expect(started).toEqual([]);
    pass(60_000);
    expect(await sweep(deps)).toMatchObject({ started: 1, failed: 0 });
    expect(started.map(([name]) => name)).toEqual([`${id}-again-2`]);
    expect(await actions()).toEqual(['demand.filed', 'execution.restarted']);
  });

  it('is started once when sweeps meet', async () => {
    const { id, deps, started, actions } = await arrange('reviewed', 'ABORTED');
    await Promise.all([sweep(deps), sweep(deps), sweep(deps)]);
    expect(new Set(started.map(([name]) => name))).toEqual(new Set([`${id}-again-2`]));
    expect(await actions()).toEqual(['demand.filed', 'execution.restarted']);
  });

  it('goes on as a person said who took it up', async () => {
    const { id, deps, started, die } = await arrange('failed', 'FAILED');
    const number = (await deps.store.read(id))?.version ?? 0;
    const resumption = { action: 'refuse', reason: 'x', by: 'rita', at: RESUMED_AT, round: 1 } as const;
    await changeDemand(deps, id, () => ({
      set: { resumed: number + 1 },
      action: 'demand.resumed',
      actor: { kind: 'reviewer', subject: 'rita' },
      detail: {},
      parts: [
        created(RESUMPTION(number + 1), {
          ...resumption,
          dueKind: RESUMPTION_DUE.ordinary,
          dueAt: RESUMED_AT,
        }),
      ],
      result: undefined,
    }));
    await sweep(deps);
    die();
    await reviveDemand(id, deps);
    expect(started).toEqual([
      [`${id}-resumed-2`, { number: 2, round: 1, decision: 'refuse' }],
      [`${id}-again-3`, { number: 3, round: 1, decision: 'refuse', isRestart: true }],
    ]);
  });

  it('is a failure when it dies again and again within a day', async () => {
    const { deps, die, pass, read, actions, started } = await arrange('reviewed', 'FAILED');
    for (let times = 0; times < 8; times += 1) {
      await sweep(deps);
      pass(HOUR);
      die();
    }
    expect(started).toHaveLength(5);
    expect(await read()).toMatchObject({ status: 'failed', failedIn: 'reviewed', dueKind: 'failed' });
    expect((await actions()).at(-1)).toBe('demand.failed');
    expect((await deps.store.events((await read()).id)).at(-1)?.detail).toEqual({
      error: 'NeverEnded',
      status: 'reviewed',
    });
  });

  it('is started again for years where that is rare', async () => {
    const { deps, die, pass, read, started } = await arrange('awaiting-review', 'RUNNING');
    for (let year = 0; year < 10; year += 1) {
      die('TIMED_OUT');
      pass(365 * 24 * HOUR);
      await sweep(deps);
      await sweep(deps);
    }
    expect(started).toHaveLength(10);
    expect(await read()).toMatchObject({ status: 'awaiting-review', restarted: { times: 1 } });
  });
});

describe('a demand that goes on', () => {
  it.each(OPEN)('is looked at again later while %s, without an event', async (status) => {
    const { deps, started, read, pass, actions } = await arrange(status, 'RUNNING');
    expect(await sweep(deps)).toMatchObject({ revived: 0, failed: 0 });
    const { dueAt = '' } = await read();
    const wait = Date.parse(dueAt) - BEGIN;
    expect(wait).toBe(status.startsWith('awaiting') ? 24 * HOUR : HOUR / 6);
    pass(wait);
    await sweep(deps);
    expect((await read()).dueAt).toBe(new Date(BEGIN + 2 * wait).toISOString());
    expect([started, await actions()]).toEqual([[], ['demand.filed']]);
  });

  it('is started where it never was', async () => {
    const { id, deps, started, actions } = await arrange('filed', 'NONE', { dueKind: 'start' });
    expect(await sweep(deps)).toMatchObject({ started: 1 });
    expect(started).toEqual([[id, undefined]]);
    await sweep(deps);
    expect([started.length, await actions()]).toEqual([1, ['demand.filed']]);
  });

  it('is left alone when it was closed and its execution came to its end', async () => {
    const { deps, started, read, actions } = await arrange('closed', 'SUCCEEDED');
    await sweep(deps);
    expect(await read()).not.toHaveProperty('dueKind');
    expect([started, await actions()]).toEqual([[], ['demand.filed']]);
  });

  it('is started again when it was closed and what is kept was not frozen', async () => {
    const { deps, started } = await arrange('closed', 'FAILED');
    expect(await sweep(deps)).toMatchObject({ revived: 1 });
    expect(started).toHaveLength(1);
  });

  it('stays failed until a person takes it up, and is looked at each day', async () => {
    const { deps, started, read, actions } = await arrange('failed', 'FAILED', { dueKind: 'failed' });
    await sweep(deps);
    expect(await read()).toMatchObject({
      status: 'failed',
      dueKind: 'failed',
      dueAt: '2026-11-24T10:00:00.000Z',
    });
    expect([started, await actions()]).toEqual([[], ['demand.filed']]);
  });
});
