import { changeDemand, SERVICE } from '../../functions/ledger/change-demand.ts';
import { CLOCK } from '../../functions/ledger/parts/clock.part.ts';
import { SILENCE } from '../../functions/ledger/parts/silence.part.ts';
import { stoppedClock } from '../../functions/ledger/running-clocks.ts';
import { sweep } from '../../functions/watch/sweep.ts';
import { rita } from '../kit/desk.ts';
import { openLane } from '../kit/open-lane.ts';
import { anOrder, type Silenced, silencedDemand } from '../kit/silenced-demand.ts';
import { law } from '../validity/law.ts';

const RENEWED = anOrder({ kind: 'renewed', of: 0, until: '2027-06-30' });
const DAY = 86_400_000;

const clock = (demand: Silenced, name: string) => demand.deps.store.part(demand.id, CLOCK(name));
const due = async (demand: Silenced) => (await demand.deps.store.read(demand.id))?.due;

const sweeping = {
  lane: openLane,
  tasks: { answer: async () => 'answered' as const },
  executions: { start: async () => {}, look: async () => 'RUNNING' as const },
};

/** Both schedules run, in this order, at each instant: what is due is done, and dates are watched. */
async function runs(demand: Silenced, ...instants: readonly string[]): Promise<void> {
  for (const instant of instants) {
    demand.at(instant);
    await demand.sweep();
    await sweep({ ...demand.deps, ...sweeping });
  }
}

const days = (from: string, count: number) =>
  Array.from({ length: count }, (_, index) => new Date(Date.parse(from) + index * DAY).toISOString());

/** As a demand stands that nobody began this clock for: there is none that runs. */
async function unwatched({ id, deps }: Silenced, name: string): Promise<void> {
  await changeDemand(deps, id, async (_record, at) => ({
    set: {},
    action: 'notice.planned',
    actor: SERVICE,
    detail: {},
    parts: await stoppedClock(id, name, at, deps.store),
    result: undefined,
  }));
}

/** What people were told of a clock, and when. */
const told = async (demand: Silenced) =>
  (await demand.deps.store.events(demand.id)).flatMap(({ action, at, detail }) =>
    action.startsWith('clock.') ? [`${at.slice(0, 10)} ${action} ${String(detail.clock)}`] : [],
  );

describe('an order of silence that nobody decides on', () => {
  test('is told to the desk days before the customer is', async () => {
    const demand = await silencedDemand();
    await demand.plan();
    demand.at('2026-12-30T10:00:00.000Z');
    await demand.bring(RENEWED);
    await runs(demand, ...days('2026-12-31T11:00:00.000Z', 12));
    expect(await told(demand)).toEqual([
      '2027-01-03 clock.warned silence-order',
      '2027-01-05 clock.warned silence-order',
      '2027-01-07 clock.missed silence-order',
      '2027-01-08 clock.missed silence-order',
    ]);
    const queued = (await demand.deps.store.events(demand.id)).find(
      ({ action }) => action === 'notice.queued',
    );
    expect(queued?.at).toBe('2027-01-09T11:00:00.000Z');
    expect(await clock(demand, 'silence-order')).toMatchObject({ state: 'stopped' });
  });

  test('is called for sooner than it is heeded no longer, by the rulebook', () => {
    const { lasts = '' } = law.general.clocks.desk['silence-order'] ?? {};
    const [called, heeded] = [law.clocks[lasts], law.clocks[law.general.secrecy.unexamined.clock]];
    if (!called || !heeded || !('days' in called) || !('days' in heeded)) throw new Error('both are days');
    expect(called.days).toBeLessThan(heeded.days);
  });

  test('is watched until somebody decides on it, and the next one then', async () => {
    const demand = await silencedDemand();
    await demand.plan();
    await demand.bring(RENEWED);
    const first = await clock(demand, 'silence-order');
    demand.at('2026-11-25T10:00:00.000Z');
    await demand.bring(anOrder({ kind: 'ordered', until: '2027-12-31' }), rita);
    expect(await clock(demand, 'silence-order')).toEqual(first);
    await demand.accept(1);
    const second = await clock(demand, 'silence-order');
    expect(second).toMatchObject({ state: 'running', from: '2026-11-25T10:00:00.000Z' });
    await demand.refuse(2);
    expect(await clock(demand, 'silence-order')).toMatchObject({ state: 'stopped' });
    await runs(demand, ...days('2026-11-26T11:00:00.000Z', 20));
    expect(await told(demand)).toEqual([]);
  });

  test('that frees is watched as well: a customer is kept in the dark by it', async () => {
    const demand = await silencedDemand();
    await demand.plan();
    await demand.bring(anOrder({ kind: 'lifted', of: 0 }), rita);
    await runs(demand, ...days('2026-11-24T11:00:00.000Z', 9));
    expect(await told(demand)).toContain('2026-12-01 clock.missed silence-order');
  });

  test('that came when the time of an earlier one was over is not heeded, and people are called at once', async () => {
    const demand = await silencedDemand();
    await demand.plan();
    await demand.bring(RENEWED);
    await runs(demand, ...days('2026-11-24T11:00:00.000Z', 12));
    expect(await clock(demand, 'silence-order')).toMatchObject({ state: 'stopped' });
    const before = (await told(demand)).length;
    demand.at('2026-12-20T10:00:00.000Z');
    await demand.bring(anOrder({ kind: 'ordered', until: '2027-12-31' }));
    await runs(demand, '2026-12-20T10:05:00.000Z', '2026-12-23T10:05:00.000Z');
    expect((await told(demand)).slice(before)).toEqual([
      '2026-12-20 clock.missed silence-order',
      '2026-12-23 clock.missed silence-order',
    ]);
    await demand.accept(2);
    expect(await clock(demand, 'silence-order')).toMatchObject({ state: 'stopped' });
  });

  test('and that an earlier release did not watch is watched from the next change on', async () => {
    const demand = await silencedDemand();
    await demand.bring(RENEWED);
    const running = await clock(demand, 'silence-order');
    expect(running).toMatchObject({ isOurs: true, atEnd: 'escalate', to: ['reviewer'] });
    await unwatched(demand, 'silence-order');
    await demand.plan();
    expect(await clock(demand, 'silence-order')).toEqual(running);
  });
});

describe('silence without an end', () => {
  const endless = () =>
    silencedDemand({
      notice: { regime: 'prohibited' },
      secrecy: { basis: '18 USC 2705(b)', orderedBy: 'court', issued: '2026-11-16' },
    });
  const LOOK = '2027-11-23T09:00:00.000Z';
  const still = (issued: string) => anOrder({ kind: 'ordered', issued });

  test('is to be looked at on a day that the desk knows from the start', async () => {
    const demand = await endless();
    await demand.plan();
    expect(await clock(demand, 'silence-review')).toMatchObject({ until: LOOK, state: 'running' });
    expect(await due(demand)).toBe(LOOK);
  });

  test('rings until an order that came of the look is accepted', async () => {
    const demand = await endless();
    await demand.plan();
    await runs(demand, '2027-10-25T11:00:00.000Z', '2027-11-17T11:00:00.000Z', LOOK);
    await runs(demand, '2027-11-30T11:00:00.000Z', '2028-06-01T11:00:00.000Z');
    expect(await told(demand)).toEqual([
      '2027-10-25 clock.warned silence-review',
      '2027-11-17 clock.warned silence-review',
      '2027-11-23 clock.missed silence-review',
      '2027-11-30 clock.missed silence-review',
      '2028-06-01 clock.missed silence-review',
    ]);
    expect(await due(demand)).toBe(LOOK);
    await demand.bring(anOrder({ kind: 'ordered', issued: '2028-05-20', until: '2028-07-01' }));
    await demand.accept(1);
    await demand.bring(still('2028-05-20'));
    expect(await clock(demand, 'silence-review')).toMatchObject({ state: 'missed' });
    await demand.accept(2);
    const next = '2029-06-01T11:00:00.000Z';
    expect(await clock(demand, 'silence-review')).toMatchObject({ state: 'running', until: next });
    expect(await demand.deps.store.part(demand.id, SILENCE())).toMatchObject({ reviewAt: next });
    expect(await due(demand)).toBe(next);
  });

  test('is looked at on its day though an order about it was accepted long before', async () => {
    const demand = await endless();
    await demand.plan();
    demand.at('2027-02-01T10:00:00.000Z');
    await demand.bring(still('2027-01-31'));
    await demand.accept(1);
    expect(await clock(demand, 'silence-review')).toMatchObject({ until: LOOK });
  });

  test('that an earlier release did not watch rings on the day of its look', async () => {
    const demand = await endless();
    await demand.plan();
    await unwatched(demand, 'silence-review');
    await runs(demand, LOOK, '2027-11-30T10:00:00.000Z');
    expect(await told(demand)).toEqual([
      '2027-11-23 clock.missed silence-review',
      '2027-11-30 clock.missed silence-review',
    ]);
  });

  test('that is lifted or given an end is looked at no more', async () => {
    for (const change of [{ kind: 'lifted' as const }, { kind: 'shortened' as const, until: '2027-12-31' }]) {
      const demand = await endless();
      await demand.plan();
      await demand.bring(anOrder({ ...change, of: 0 }), rita);
      await demand.accept(1);
      expect(await clock(demand, 'silence-review')).toMatchObject({ state: 'stopped' });
      expect(await due(demand)).toBeUndefined();
    }
  });
});
