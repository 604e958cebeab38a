import { jest } from '@jest/globals';
import type { DueItem } from '../../functions/ledger/demand.store.ts';
import { dynamoRetryStore } from '../../functions/ledger/dynamodb-retry.store.ts';
import { inOrder } from '../../functions/ledger/in-order.ts';
import { doDue, requireNoneFailed } from '../../functions/workflow/do-due.ts';
import { allOf } from '../kit/all-of.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { memoryRetries } from '../kit/memory-retries.ts';

const BEGIN = Date.parse('2026-11-23T10:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const item = (demandId: string, dueAt = '2026-11-23T09:00:00.000Z'): DueItem => ({
  demandId,
  key: 'notice',
  dueAt,
});

/** Things that are due until they are done; those that are called after failing fail. */
function arrange(names: readonly string[], takesMs = 0) {
  const left = new Map(names.map((name) => [name, item(name)]));
  const tried: string[] = [];
  let now = BEGIN;
  const deps = {
    dues: {
      due: async function* (kind: string) {
        if (kind === 'notice') yield* [...left.values()];
      },
    },
    retries: memoryRetries(),
    clock: () => new Date(now),
  };
  const act = async ({ demandId }: DueItem) => {
    tried.push(demandId);
    now += takesMs;
    if (demandId.startsWith('failing')) throw new Error('it fails');
    left.delete(demandId);
    return true;
  };
  const run = async () => {
    tried.length = 0;
    const done = await doDue([{ kind: 'notice', as: 'done', act }], deps);
    return { ...done, tried: [...tried] };
  };
  return {
    run,
    deps,
    left,
    pass: (ms: number) => {
      now += ms;
    },
  };
}
const many = (count: number) => Array.from({ length: count }, (_, index) => `failing-${index}`);

describe('what is due', () => {
  it('is done once, and what fails is told of at the end', async () => {
    const { run } = arrange(['a', 'failing', 'b']);
    const first = await run();
    expect(first).toEqual({ done: 2, failed: 1, parked: 0, tried: ['a', 'failing', 'b'] });
    expect(() => requireNoneFailed(first)).toThrow(expect.objectContaining({ name: 'TransientFault' }));
    expect(await run()).toEqual({ done: 0, failed: 0, parked: 0, tried: [] });
    requireNoneFailed(await run());
  });

  it('is not kept waiting by a thousand things before it that fail', async () => {
    const { run } = arrange([...many(1000), 'good']);
    expect(await run()).toMatchObject({ done: 1, failed: 1000 });
  });

  it('is not kept waiting by more that fails than a run has time for', async () => {
    const { run, left, pass } = arrange([...many(100), 'good'], 1000);
    let runs = 0;
    while (left.has('good')) {
      await run();
      runs += 1;
      pass(MINUTE);
    }
    expect(runs).toBe(Math.ceil(101 / 36));
    left.set('later', item('later', '2026-11-23T09:59:00.000Z'));
    expect((await run()).tried[0]).toBe('later');
  });

  it('is done though something before it never ends', async () => {
    jest.useFakeTimers();
    try {
      const { deps } = arrange(['hangs', 'good']);
      const tried: string[] = [];
      const act = ({ demandId }: DueItem) => {
        tried.push(demandId);
        return demandId === 'hangs' ? new Promise<never>(() => {}) : Promise.resolve(true);
      };
      const running = doDue([{ kind: 'notice', as: 'done', act }], deps);
      await jest.advanceTimersByTimeAsync(10_000);
      expect(await running).toEqual({ done: 1, failed: 1, parked: 0 });
      expect(tried).toEqual(['hangs', 'good']);
    } finally {
      jest.useRealTimers();
    }
  });

  it('leaves time for each kind', async () => {
    const { deps, pass } = arrange(many(100));
    const tried: string[] = [];
    const jobs = ['notice', 'notice', 'notice'].map((kind, index) => ({
      kind,
      as: 'done' as const,
      act: async () => {
        tried.push(String(index));
        pass(1000);
        return true;
      },
    }));
    await doDue(jobs, deps);
    expect(tried.filter((one) => one === '0')).toHaveLength(12);
    expect(new Set(tried)).toEqual(new Set(['0', '1', '2']));
    expect(tried.length).toBeLessThanOrEqual(40);
  });
});

describe('what fails', () => {
  it('is tried again in a minute, then in five, in thirty, and once a day when it is parked', async () => {
    const { run, pass } = arrange(['failing']);
    const waits: number[] = [];
    let waited = 0;
    let parked = 0;
    for (let passed = 0; passed < 55 * HOUR; passed += MINUTE) {
      const { failed, parked: isParked } = await run();
      parked += isParked;
      if (failed > 0) {
        waits.push(waited);
        waited = 0;
      }
      pass(MINUTE);
      waited += 1;
    }
    expect(waits.slice(0, 16)).toEqual([0, ...Array(15).fill(1)]);
    expect(waits.slice(16, 25)).toEqual(Array(9).fill(5));
    expect(waits.slice(25)).toEqual([...Array(10).fill(30), 1440, 1440]);
    expect(parked).toBe(3);
  });

  it('goes on when its cause is gone, and is another thing when it is due another time', async () => {
    const { run, left, pass } = arrange(['failing']);
    for (let index = 0; index < 20; index += 1) {
      await run();
      pass(HOUR);
    }
    expect((await run()).tried).toEqual([]);
    left.set('failing', item('failing', '2026-11-24T06:00:00.000Z'));
    expect((await run()).tried).toEqual(['failing']);
    left.clear();
    left.set('good', item('good'));
    expect(await run()).toMatchObject({ done: 1, failed: 0 });
  });

  it('is tried in the next run where nobody could write that down', async () => {
    const { run, deps, pass } = arrange(['failing', 'good']);
    deps.retries.keep = async () => {
      throw new Error('the table is away');
    };
    expect(await run()).toMatchObject({ done: 1, failed: 1 });
    pass(1000);
    expect(await run()).toMatchObject({ tried: ['failing'] });
  });
});

describe('what failed', () => {
  it('is forgotten when it was done, by its next try or by somebody else, or is due at another time', async () => {
    const { deps, left, pass } = arrange(['a', 'b', 'c', 'd']);
    let works = false;
    const act = async ({ demandId }: DueItem) => {
      if (!works || demandId === 'd') throw new Error('it fails');
      left.delete(demandId);
      return true;
    };
    const run = () => doDue([{ kind: 'notice', as: 'done', act }], deps);
    await run();
    expect(await deps.retries.of('notice')).toHaveLength(4);
    left.delete('b');
    left.set('c', item('c', '2026-11-23T09:30:00.000Z'));
    works = true;
    pass(MINUTE);
    await run();
    expect((await deps.retries.of('notice')).map(({ demandId }) => demandId)).toEqual(['d']);
  });

  it('is remembered where there was nothing to do about it for now', async () => {
    const { deps, pass } = arrange(['a', 'b']);
    const failing = async () => {
      throw new Error('it fails');
    };
    await doDue([{ kind: 'notice', as: 'done', act: failing }], deps);
    pass(MINUTE);
    await doDue([{ kind: 'notice', as: 'done', act: async () => false }], deps);
    expect(await deps.retries.of('notice')).toHaveLength(2);
  });
});

describe('what sweeps remember', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine.stop());

  it('stands in the work table, by kind, and goes by itself', async () => {
    const table = await engine.createPlainTable();
    const retries = dynamoRetryStore(engine.documents, table);
    const at = '2026-11-23T10:00:00.000Z';
    const retry = { ...item('d-1'), since: at, notBefore: at };
    await retries.keep('notice', retry);
    await retries.keep('start', { ...item('d-2'), since: at, notBefore: at });
    await retries.keep('notice', { ...retry, notBefore: '2026-11-23T10:01:00.000Z' });
    expect(await retries.of('notice')).toEqual([{ ...retry, notBefore: '2026-11-23T10:01:00.000Z' }]);
    expect(await retries.of('answer-review')).toEqual([]);
    // Of an item that is due at another time by now, what was kept since stays.
    await retries.forget('notice', item('d-1', '2026-11-22T09:00:00.000Z'));
    expect(await retries.of('notice')).toHaveLength(1);
    await retries.forget('notice', retry);
    await retries.forget('notice', retry);
    expect(await retries.of('notice')).toEqual([]);
    expect(await retries.of('start')).toHaveLength(1);
  });
});

it('reads several sources as one, soonest first', async () => {
  const source = async function* (...days: number[]) {
    for (const day of days) yield item(`d-${day}`, `2026-11-0${day}T00:00:00.000Z`);
  };
  const read = await allOf(inOrder([source(1, 4, 5), source(), source(2, 3, 6)]));
  expect(read.map(({ demandId }) => demandId)).toEqual(['d-1', 'd-2', 'd-3', 'd-4', 'd-5', 'd-6']);
});
