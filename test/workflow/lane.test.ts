import { describe, expect, it } from '@jest/globals';
import { fileDemand } from '../../functions/intake/file-demand.ts';
import { isEmergency } from '../../functions/ledger/danger-of.ts';
import { clockOf } from '../../functions/ledger/status-clocks.ts';
import { resumeDemand } from '../../functions/review/resume.ts';
import type { Demand } from '../../functions/shared/demand.schema.ts';
import type { LimitStore } from '../../functions/shared/limit.ts';
import { deskClocks } from '../../functions/validity/decide/desk-clocks.ts';
import { knownLaw } from '../../functions/validity/known-law.ts';
import { sweep } from '../../functions/watch/sweep.ts';
import { everyone } from '../kit/authorities.ts';
import { lawUnread, memoryDeps, rita } from '../kit/desk.ts';
import { fileSample } from '../kit/filed-demand.ts';
import { memoryDesk } from '../kit/memory-desk.ts';
import { memoryDocuments } from '../kit/memory-documents.ts';
import { sampleFacts } from '../kit/sample-facts.ts';
import { law, sampleOf } from '../validity/law.ts';

const BEGIN = Date.parse('2026-11-23T10:00:00Z');
const ROOM = 20;
/** What people who take something up are held to: no papers here. */
const { rulebook } = memoryDeps(lawUnread);
const FLOOD = 300;

/** An intake and a sweep that share a bucket of ordinary starts, which fills again by one a minute. */
function arrange() {
  const desk = memoryDesk();
  const started: string[] = [];
  const faults = { start: false };
  const time = { now: BEGIN };
  let [taken, limitsAreAway] = [0, false];
  const limits: LimitStore = {
    take: async ({ burst, everyMs }) => {
      if (limitsAreAway) throw new Error('the counter is away');
      const left = burst + Math.floor((time.now - BEGIN) / everyMs) - taken;
      if (left <= 0) return everyMs;
      taken += 1;
      return 0;
    },
  };
  const deps = {
    ...desk,
    authorities: everyone,
    nonces: { use: async () => 'ours' as const },
    documents: memoryDocuments(() => undefined).store,
    lane: { limits, ordinaryStarts: { burst: ROOM, perHour: 60 } },
    law: knownLaw(law),
    clock: () => new Date(time.now),
    tasks: { answer: async () => 'answered' as const },
    executions: {
      start: async (id: string) => {
        if (faults.start) throw new Error('Step Functions is away');
        started.push(id);
      },
      look: async (id: string) => (started.includes(id) ? ('RUNNING' as const) : ('NONE' as const)),
    },
  };
  let number = 0;
  const file = async (demand: Demand) => {
    number += 1;
    const input = {
      demand: { ...demand, dates: undefined },
      idempotencyKey: `key-number-${number}`,
      authorityId: 'us-usao-ndca',
      subject: 'olga',
    };
    return (await fileDemand(input, deps)).id;
  };
  return {
    deps,
    started,
    faults,
    time,
    subpoena: () => file(sampleOf('us/grand-jury-subpoena').demand),
    emergency: () => file(sampleOf('us/emergency-disclosure').demand),
    limitsAreAway: () => {
      limitsAreAway = true;
    },
  };
}

const flood = async (file: () => Promise<string>) => {
  for (let count = 0; count < FLOOD; count += 1) await file();
};

describe('an emergency behind a flood of subpoenas', () => {
  it('is started among the first', async () => {
    const { started, subpoena, emergency } = arrange();
    await flood(subpoena);
    expect(started).toHaveLength(ROOM);
    const id = await emergency();
    expect(started.indexOf(id)).toBe(ROOM);
  });

  it('that could not be started is the first of the sweep, and the flood follows as there is room', async () => {
    const { deps, started, faults, time, subpoena, emergency } = arrange();
    await flood(subpoena);
    faults.start = true;
    const id = await emergency();
    faults.start = false;
    // Those that run already are looked at once, which takes room as well.
    time.now += (ROOM + 5) * 60_000;
    expect(await sweep(deps)).toMatchObject({ failed: 0 });
    expect(started.slice(ROOM)).toHaveLength(1 + 5);
    expect(started[ROOM]).toBe(id);
    time.now += FLOOD * 60_000;
    await sweep(deps);
    expect(new Set(started).size).toBe(FLOOD + 1);
  });

  it('that could not be started is looked at before all of the flood, however many those are', async () => {
    const { deps, faults, time, subpoena, emergency } = arrange();
    await flood(subpoena);
    faults.start = true;
    const id = await emergency();
    faults.start = false;
    const looked: string[] = [];
    const read = (one: string) => {
      looked.push(one);
      return deps.store.read(one);
    };
    time.now += 5 * 60_000;
    await sweep({ ...deps, store: { ...deps.store, read } });
    expect(looked[0]).toBe(id);
  });

  it('and the flood, where the counter is away, are started all', async () => {
    const { started, subpoena, limitsAreAway } = arrange();
    limitsAreAway();
    for (let count = 0; count < ROOM + 5; count += 1) await subpoena();
    expect(started).toHaveLength(ROOM + 5);
  });
});

describe('an emergency behind many whose executions died, or that were taken up after they failed', () => {
  const SUBPOENA = sampleOf('us/grand-jury-subpoena').demand;
  const EMERGENCY = sampleOf('us/emergency-disclosure').demand;
  const died = (deps: ReturnType<typeof arrange>['deps'], demand: Demand, minute: number) =>
    fileSample(deps.store, {
      record: {
        ...{ demand, status: 'reviewed' },
        dueKind: clockOf('reviewed', isEmergency({ demand, facts: sampleFacts() })).kind,
        dueAt: new Date(BEGIN - (60 - minute) * 60_000).toISOString(),
      },
    });
  const takenUp = async (deps: ReturnType<typeof arrange>['deps'], demand: Demand) => {
    const id = await fileSample(deps.store, {
      record: { demand, status: 'failed', failedIn: 'filed' },
      determination: 'none',
    });
    const request = { action: 'retry', reason: 'cause-removed' } as const;
    await resumeDemand(id, request, rita, { ...deps, rulebook });
    return id;
  };

  it.each([
    ['died', died],
    ['were taken up', takenUp],
  ] as const)('is started first, though it came last (%s)', async (_what, stand) => {
    const { deps, started, time } = arrange();
    for (let minute = 0; minute < 12; minute += 1) await stand(deps, SUBPOENA, minute);
    const id = await stand(deps, EMERGENCY, 13);
    time.now += 5 * 60_000;
    await sweep({ ...deps, clocks: deskClocks(law) });
    expect(started).toHaveLength(13);
    expect(started[0]).toBe(id);
  });
});
