import { viewDemand } from '../../functions/desk/demand-view.ts';
import { changeDemand, SERVICE } from '../../functions/ledger/change-demand.ts';
import type { DemandStore, DueItem, DueStore } from '../../functions/ledger/demand.store.ts';
import type { DemandRecord } from '../../functions/ledger/demand-record.schema.ts';
import { CLOCK } from '../../functions/ledger/parts/clock.part.ts';
import { reasonToStop } from '../../functions/ledger/running-clocks.ts';
import { conclude } from '../../functions/preservation/conclude.ts';
import { endPreservation } from '../../functions/preservation/end-preservation.ts';
import { awaitRelease } from '../../functions/review/await-release.ts';
import type { Demand } from '../../functions/shared/demand.schema.ts';
import { checkValidity } from '../../functions/validity/check-validity.ts';
import { deskClocks } from '../../functions/validity/decide/desk-clocks.ts';
import { recordFailure } from '../../functions/watch/record-failure.ts';
import { sweep } from '../../functions/watch/sweep.ts';
import { fileSample } from '../kit/filed-demand.ts';
import { memoryDesk } from '../kit/memory-desk.ts';
import { noMarks } from '../kit/no-marks.ts';
import { openLane } from '../kit/open-lane.ts';
import { law, sampleOf } from '../validity/law.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const BEGIN = Date.parse('2026-11-23T10:00:00Z');

/** A desk whose time is in the test's hands, with demands that were checked. */
function arrange() {
  const desk = memoryDesk();
  let now = BEGIN;
  const deps = {
    lane: openLane,
    marks: noMarks,
    ...desk,
    clock: () => new Date(now),
    clocks: deskClocks(law),
    rulebook: law,
    directory: { find: async () => ({ holders: [], otherTimes: [] }) },
    tasks: { answer: async () => 'answered' as const },
    executions: { start: async () => {}, look: async () => 'RUNNING' as const },
  };
  const file = async (
    instrument: string,
    demand: Partial<Demand> = {},
    record: Partial<DemandRecord> = {},
  ) => {
    const id = await fileSample(desk.store, {
      record: {
        status: 'filed',
        demand: { ...sampleOf(instrument).demand, ...demand },
        filedAt: new Date(BEGIN).toISOString(),
        ...record,
      },
      determination: 'none',
    });
    await checkValidity({ demandId: id, round: 1 }, deps);
    return id;
  };
  return {
    desk,
    deps,
    file,
    to: (instant: string) => {
      now = Date.parse(instant);
    },
    pass: (ms: number) => {
      now += ms;
    },
    sweep: (dues: DueStore = desk.dues) => sweep({ ...deps, dues }),
    clocks: async (id: string) => desk.store.parts(id, CLOCK('')),
    clock: async (id: string, name: string) => desk.store.part(id, CLOCK(name)),
    told: (id: string) => toldOf(id, desk.store),
  };
}

async function toldOf(id: string, store: DemandStore) {
  const events = await store.events(id);
  return events
    .filter(({ action }) => action.startsWith('clock.'))
    .map(
      ({ action, detail }) => `${action} ${detail.clock}${detail.hoursLate ? ` ${detail.hoursLate}h` : ''}`,
    );
}

/** A certificate that came today and is answered within ten days. */
const epoc = { dates: { issued: '2026-11-20', received: '2026-11-23' } };

describe('the dates of a demand', () => {
  it('are watched from its check on, with the law that gives them, and make it due', async () => {
    const { file, clock, desk, deps } = arrange();
    const id = await file('eu/epoc', epoc);
    expect(await clock(id, 'answer')).toMatchObject({
      until: '2026-12-04T00:00:00.000Z',
      state: 'running',
      warnAt: [
        '2026-12-01T00:00:00.000Z',
        '2026-12-03T00:00:00.000Z',
        '2026-12-03T20:00:00.000Z',
        '2026-12-03T23:00:00.000Z',
      ],
      dueKind: 'clock',
      dueAt: '2026-12-01T00:00:00.000Z',
    });
    const record = await desk.store.read(id);
    if (!record) throw new Error('the demand is there');
    expect(record.due).toBe('2026-12-04T00:00:00.000Z');
    const { clocks = [] } = await viewDemand(record, deps);
    expect(clocks.map((one) => [one.clock, one.until])).toEqual([
      ['answer', '2026-12-04T00:00:00.000Z'],
      ['suspension', '2026-12-04T00:00:00.000Z'],
    ]);
  });

  it('warn before, are missed once, and are told of again as often as the data says', async () => {
    const { file, to, pass, sweep, told } = arrange();
    const id = await file('eu/epoc', epoc);
    const answers = async () => (await told(id)).filter((line) => line.includes('answer'));
    to('2026-12-01T00:00:00.000Z');
    await sweep();
    await sweep();
    expect(await answers()).toEqual(['clock.warned answer']);
    to('2026-12-04T00:00:30.000Z');
    await sweep();
    expect(await answers()).toEqual(['clock.warned answer', 'clock.missed answer']);
    pass(23 * HOUR);
    await sweep();
    expect(await answers()).toHaveLength(2);
    for (let day = 0; day < 30; day += 1) {
      pass(DAY);
      await sweep();
    }
    expect((await answers()).filter((line) => line.startsWith('clock.missed'))).toHaveLength(15);
  });

  it('of a hold are said again without an end, ever more seldom', async () => {
    const { file, pass, sweep, told, clock } = arrange();
    const id = await file('us/emergency-disclosure');
    expect(await clock(id, 'hold-emergency')).toMatchObject({ repeat: { hours: 1, times: 24, after: 24 } });
    const missed = async () => (await told(id)).filter((line) => line.startsWith('clock.missed')).length;
    for (let hour = 0; hour < 5 + 24; hour += 1) {
      pass(HOUR);
      await sweep();
    }
    const first = await missed();
    expect(first).toBe(25);
    for (let day = 0; day < 30; day += 1) {
      pass(DAY);
      await sweep();
    }
    expect(await missed()).toBe(first + 30);
  });

  it('are told once, and how late, by a sweep that comes two weeks late', async () => {
    const { file, to, sweep, told } = arrange();
    const id = await file('eu/epoc', epoc);
    to('2026-12-18T00:00:00.000Z');
    await sweep();
    await sweep();
    expect(await told(id)).toEqual(['clock.missed answer 336h', 'clock.stopped suspension']);
  });

  it('are told once by two sweeps at once', async () => {
    const { file, to, sweep, told } = arrange();
    const id = await file('eu/epoc', epoc);
    to('2026-12-18T00:00:00.000Z');
    await Promise.all([sweep(), sweep(), sweep()]);
    expect(await told(id)).toHaveLength(2);
  });

  it('are not told again where the index lags', async () => {
    const { file, to, sweep, told, desk } = arrange();
    const id = await file('eu/epoc', epoc);
    to('2026-12-04T00:00:00.000Z');
    const stale: DueItem[] = [];
    for await (const item of desk.dues.due('clock', '2026-12-04T00:00:00.000Z')) stale.push(item);
    await sweep();
    const before = await told(id);
    const lagging: DueStore = {
      ...desk.dues,
      due: async function* (kind) {
        if (kind === 'clock') yield* stale;
      },
    };
    await sweep(lagging);
    expect(stale.length).toBeGreaterThan(0);
    expect(await told(id)).toEqual(before);
  });

  it('are watched though five hundred others fail', async () => {
    const { file, to, desk, sweep, told } = arrange();
    const id = await file('eu/epoc', epoc);
    to('2026-12-01T00:00:00.000Z');
    const many: DueStore = {
      ...desk.dues,
      due: async function* (kind, until) {
        for (let index = 0; kind === 'clock' && index < 500; index += 1)
          yield { demandId: `d-${index}`, key: 'clock#answer', dueAt: '2026-11-01T00:00:00.000Z' };
        yield* desk.dues.due(kind, until);
      },
    };
    await expect(sweep(many)).rejects.toMatchObject({ name: 'TransientFault' });
    expect(await told(id)).toContain('clock.warned answer');
  });

  it('stop with what they are about', async () => {
    const { file, to, sweep, told, desk, deps } = arrange();
    const id = await file('eu/epoc', epoc, { withdrawnAt: '2026-11-23T11:00:00.000Z' });
    const record = await desk.store.read(id);
    if (!record) throw new Error('the demand is there');
    expect((await viewDemand(record, deps)).clocks).toBeUndefined();
    to('2026-12-18T00:00:00.000Z');
    await sweep();
    expect((await told(id)).sort()).toEqual(['clock.stopped answer', 'clock.stopped suspension']);
  });

  it('of an order that runs rings after its release, and not where nothing was given', () => {
    const { runs } = deskClocks(law).start('order-end', { from: '2026-11-23', until: '2027-01-22' });
    expect(reasonToStop({ runs }, { status: 'released' })).toBeUndefined();
    expect(reasonToStop({ runs }, { status: 'closed', conclusion: 'disclosed' })).toBeUndefined();
    expect(reasonToStop({ runs }, { status: 'closed', conclusion: 'refused' })).toBe('refused');
    expect(reasonToStop({ runs }, { status: 'released', withdrawnAt: '2026-12-01' })).toBe('withdrawn');
  });

  it('are replaced where a later check finds others, and stopped where it finds none', async () => {
    const { file, clock, deps, sweep, to, told } = arrange();
    const id = await file('us/civil-subpoena', {
      dates: { issued: '2026-11-20', served: '2026-11-23', returnDue: '2026-12-20', executeBy: '2026-12-30' },
    });
    const names = ['answer', 'execution', 'us-civil-objection', 'review'];
    const before = await Promise.all(names.map((name) => clock(id, name)));
    expect(before.map((one) => one?.until)).toEqual([
      '2026-12-21T00:00:00.000Z',
      '2026-12-31T00:00:00.000Z',
      '2026-12-08T00:00:00.000Z',
      expect.any(String),
    ]);
    await changeDemand(deps, id, () => ({
      set: {},
      action: 'review.requested',
      actor: SERVICE,
      detail: {},
      result: undefined,
    }));
    await changeDemand(deps, id, (record) => ({
      set: {
        round: 2,
        demand: {
          ...record.demand,
          dates: { issued: '2026-11-20', served: '2026-11-23', returnDue: '2026-12-27' },
        },
      },
      action: 'demand.clarified',
      actor: { kind: 'agent', subject: 'olga' },
      detail: { round: 2 },
      result: undefined,
    }));
    await checkValidity({ demandId: id, round: 2 }, deps);
    expect(await clock(id, 'answer')).toMatchObject({ until: '2026-12-28T00:00:00.000Z', state: 'running' });
    expect(await clock(id, 'execution')).toMatchObject({ state: 'stopped' });
    expect(await clock(id, 'us-civil-objection')).toEqual(before[2]);
    expect(await clock(id, 'review')).toEqual(before[3]);
    to('2026-12-22T00:00:00.000Z');
    await sweep();
    expect(await told(id)).not.toContainEqual(expect.stringContaining('answer'));
  });

  it('have one for the wait of a package, of a failure, and of what is kept', async () => {
    const { deps, clock, to, sweep, told, desk } = arrange();
    const waiting = await fileSample(desk.store, {
      record: { status: 'sealed', packageSha256: 'a'.repeat(64) },
    });
    await awaitRelease({ demandId: waiting, round: 1, token: 't' }, deps);
    expect(await clock(waiting, 'release')).toMatchObject({
      until: '2026-11-25T10:00:00.000Z',
      to: ['releaser'],
    });
    const failed = await fileSample(desk.store, { record: { status: 'reviewed' } });
    await recordFailure({ demandId: failed, round: 1, error: 'StoreBusy' }, deps);
    to('2026-11-24T10:00:00.000Z');
    await sweep();
    expect(await told(failed)).toEqual(['clock.missed failed']);
    const kept = await fileSample(desk.store, {
      record: { status: 'filed', demand: sampleOf('us/preservation-request').demand },
      determination: { outcome: 'preserve', preserve: true, until: '2027-02-21' },
    });
    await conclude('preserve', { demandId: kept, round: 1 }, { ...deps, dictionary: law.dictionary });
    expect(await clock(kept, 'preservation')).toMatchObject({
      until: '2027-02-22T00:00:00.000Z',
      dueAt: '2027-02-08T00:00:00.000Z',
    });
    to('2027-03-01T00:00:00.000Z');
    expect(await endPreservation(kept, deps)).toBe('done');
    await sweep();
    expect(await clock(kept, 'preservation')).toMatchObject({ state: 'stopped' });
    expect(await told(kept)).toEqual([]);
  });
});
