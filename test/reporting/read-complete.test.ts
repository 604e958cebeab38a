import { dynamoDemandStore } from '../../functions/ledger/dynamodb-demand.store.ts';
import { dynamoHeads } from '../../functions/reporting/dynamodb-heads.ts';
import { publishReportRoute } from '../../functions/reporting/publish-report.route.ts';
import { Problem } from '../../functions/shared/problem.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { RECEIVED_AT, someContribution } from '../kit/ledgers.ts';
import { livedDemand } from '../kit/lived-demand.ts';
import { reportsDesk } from '../kit/reports-desk.ts';

const at = RECEIVED_AT;

describe('an edition', () => {
  test('is not published while a demand of its period is not counted at all', async () => {
    const { heads, publish, files } = reportsDesk();
    heads.push({ demandId: 'd-1', seq: 3, at });
    await expect(publish()).rejects.toMatchObject({ status: 409, code: 'report_incomplete' });
    expect(files.objects.size).toBe(0);
  });

  test('is not published while a ledger is counted, but not to its end', async () => {
    const { heads, contributions, publish } = reportsDesk();
    heads.push({ demandId: 'd-1', seq: 3, at });
    await contributions.put(someContribution('d-1', {}, 2));
    await expect(publish()).rejects.toMatchObject({ code: 'report_incomplete' });
    await contributions.put(someContribution('d-1', { outcome: 'content' }, 3));
    expect((await publish()).edition).toMatchObject({ edition: 1, received: 1, disclosed: 1 });
  });

  test('waits for a stream that is a moment behind', async () => {
    const { heads, contributions, publish, deps } = reportsDesk();
    heads.push({ demandId: 'd-1', seq: 1, at });
    let pauses = 0;
    deps.pause = async () => {
      pauses += 1;
      if (pauses === 3) await contributions.put(someContribution('d-1', {}, 1));
    };
    expect([(await publish()).outcome, pauses]).toEqual(['published', 3]);
  });

  test('is held up by no ledger of another period, and by none that went on since', async () => {
    const { heads, contributions, publish } = reportsDesk();
    heads.push({ demandId: 'd-1', seq: 2, at });
    heads.push({ demandId: 'd-2', seq: 9, at: '2027-01-01T00:00:00.000Z' });
    await contributions.put(someContribution('d-1', {}, 5));
    expect((await publish()).edition.received).toBe(1);
  });

  test('is held up by process that only cleared people may know of as by any other', async () => {
    // Whether there is any at all is what a band from 0 keeps to itself.
    const answered = async (...demandIds: string[]) => {
      const { heads, publish } = reportsDesk();
      for (const demandId of demandIds) heads.push({ demandId, seq: 1, at });
      const refused = await publish().catch((error: unknown) => error);
      return refused instanceof Problem ? { ...refused, message: refused.message } : 'published';
    };
    const ofOpen = await answered('d-1');
    expect(ofOpen).toMatchObject({ code: 'report_incomplete' });
    expect(await answered('c-secret')).toEqual(ofOpen);
    expect(await answered('d-1', 'd-2', 'c-secret')).toEqual(ofOpen);
  });
});

describe('how long an answer takes', () => {
  const paused = async (now: string, ...demandIds: string[]) => {
    const { heads, publish, deps } = reportsDesk({ now });
    for (const demandId of demandIds) heads.push({ demandId, seq: 1, at });
    let pauses = 0;
    deps.pause = async () => {
      pauses += 1;
    };
    const outcome = await publish().then(
      (published) => published.outcome,
      ({ code }: Problem) => code,
    );
    return [outcome, pauses];
  };

  test('tells an auditor of an open period nothing of ledgers that only cleared people may know of', async () => {
    expect(await paused('2026-12-01T00:00:00Z', 'd-1')).toEqual(['report_incomplete', 5]);
    expect(await paused('2026-12-01T00:00:00Z', 'c-secret')).toEqual(['published', 0]);
    // Bands are drawn once it is over: then they must be complete.
    expect(await paused('2027-01-01T00:00:00Z', 'c-secret')).toEqual(['report_incomplete', 5]);
  });

  test('is not asked at every moment: a person is kept to few calls an hour', () => {
    expect(publishReportRoute.limits).toEqual({ calls: [{ by: 'person', burst: 120, perHour: 60 }] });
  });
});

describe('the heads of a table', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine.stop());

  test('are those of every status, of the range alone, and say nothing but how far each is', async () => {
    const [open, cleared] = [await engine.createDemandsTable(), await engine.createDemandsTable()];
    const lengths: Record<string, number> = {};
    for (const [table, id, events] of [
      [open, 'd-1', 1],
      [open, 'd-2', 4],
      [cleared, 'c-1', 99],
    ] as const) {
      const store = dynamoDemandStore(engine.documents, table);
      const commits = livedDemand(id).slice(0, events);
      for (const commit of commits) await store.commit(commit);
      lengths[id] = commits.length;
    }
    const filedAt = livedDemand('d-1')[0]?.record.filedAt ?? '';
    const heads = dynamoHeads(engine.documents, { open, cleared });
    const read = async (from: string, to: string) => {
      const found: Record<string, unknown> = {};
      for await (const page of heads.of({ from: new Date(from), to: new Date(to) }))
        for (const { demandId, ...rest } of page) found[demandId] = rest;
      return found;
    };
    const all = Object.fromEntries(Object.entries(lengths).map(([id, seq]) => [id, { seq }]));
    expect(await read('2000-01-01', '2100-01-01')).toEqual(all);
    expect(await read(filedAt, '2100-01-01')).toEqual(all);
    expect(await read('2000-01-01', filedAt)).toEqual({});
    expect(await heads.first()).toBe(filedAt);
  });
});
