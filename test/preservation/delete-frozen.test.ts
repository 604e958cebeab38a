import { created } from '../../functions/ledger/part.ts';
import { FREEZE, KEPT } from '../../functions/ledger/parts/freeze.part.ts';
import { FROZEN_END } from '../../functions/ledger/parts/frozen-end.part.ts';
import { deleteFrozen } from '../../functions/preservation/delete-frozen.ts';
import { fileSample } from '../kit/filed-demand.ts';
import { memoryDesk } from '../kit/memory-desk.ts';

const BEGIN = Date.parse('2026-11-23T10:00:00Z');

/** A closed demand with much that was frozen, in a store that takes its time. */
async function arrange(accounts: number, takesMs: number) {
  const desk = memoryDesk();
  let now = BEGIN;
  const left = new Set(
    Array.from({ length: accounts }, (_, index) => `acct-${String(index).padStart(4, '0')}`),
  );
  const asked: string[] = [];
  const frozen = {
    empty: async (prefix: string) => {
      now += takesMs;
      const account = prefix.split('/')[0] ?? '';
      asked.push(account);
      return left.delete(account) ? 3 : 0;
    },
    isEmpty: async (prefix: string) => !left.has(prefix.split('/')[0] ?? ''),
  };
  const period = { from: '2026-01-01T00:00:00.000Z', to: '2026-02-01T00:00:00.000Z' };
  const id = await fileSample(desk.store, {
    record: { status: 'closed', conclusion: 'preserved' },
    parts: [
      created(FREEZE(KEPT), {
        freeze: KEPT,
        compiledAt: '2026-11-20T10:00:00.000Z',
        grants: [...left].map((account) => ({ account, service: 'mail', items: ['content.mail'], period })),
      }),
      created(FROZEN_END(), {
        state: 'due',
        since: '2026-11-23T09:00:00.000Z',
        dueKind: 'frozen',
        dueAt: '2026-11-23T09:30:00.000Z',
      }),
    ],
  });
  const deps = { ...desk, frozen, clock: () => new Date(now) };
  return {
    id,
    left,
    asked,
    run: async () => {
      const began = now;
      asked.length = 0;
      const did = await deleteFrozen(id, deps);
      return { did, tookMs: now - began };
    },
    end: () => desk.store.part(id, FROZEN_END()),
    told: async () =>
      (await desk.store.events(id)).slice(1).map(({ action, detail }) => ({ action, detail })),
  };
}

describe('deleting what was frozen', () => {
  it('of very many accounts goes on where it stopped, and tells at the end that nothing is left', async () => {
    const { run, asked, left, told, end } = await arrange(250, 60);
    const dids: string[] = [];
    const counts: number[] = [];
    for (let runs = 0; runs < 10 && dids.at(-1) !== 'done'; runs += 1) {
      const { did, tookMs } = await run();
      expect(tookMs).toBeLessThan(10_000);
      dids.push(did);
      counts.push(asked.length);
    }
    expect(dids).toEqual(['not-due', 'not-due', 'done']);
    // No account is asked about twice.
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(250);
    expect(left.size).toBe(0);
    expect((await told()).map(({ action }) => action)).toEqual([
      'freeze.deleting',
      'freeze.deleting',
      'freeze.ended',
    ]);
    expect((await told()).at(-1)?.detail).toEqual({ freezes: 1, accounts: 250, objects: 750, left: 0 });
    expect(await end()).toMatchObject({ state: 'deleted', accounts: 250 });
    expect((await run()).did).toBe('not-due');
  });

  it('of few is done in one run', async () => {
    const { run, told } = await arrange(2, 60);
    expect((await run()).did).toBe('done');
    expect((await told()).map(({ action }) => action)).toEqual(['freeze.ended']);
  });

  it('is told once by two runs at once', async () => {
    const { run, told } = await arrange(2, 60);
    await Promise.all([run(), run()]);
    expect((await told()).map(({ action }) => action)).toEqual(['freeze.ended']);
  });
});
