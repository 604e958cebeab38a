import fc from 'fast-check';
import { dynamoStreamEvent as read } from '../../functions/ledger/dynamodb-stream-event.ts';
import type { LedgerEvent } from '../../functions/ledger/event.schema.ts';
import type { Contribution } from '../../functions/reporting/contribution.schema.ts';
import { countEvents } from '../../functions/reporting/count-events.ts';
import { dynamoContributionStore } from '../../functions/reporting/dynamodb-contribution.store.ts';
import { foldReport } from '../../functions/reporting/fold-report.ts';
import { rebuildContribution } from '../../functions/reporting/rebuild-contribution.ts';
import { anyFacts } from '../kit/arbitraries.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { someContribution, someLedger } from '../kit/ledgers.ts';
import { memoryContributions } from '../kit/memory-contributions.ts';
import { somePeriod } from '../kit/some-period.ts';
import { insertRecord, playStream, streamRecord } from '../kit/stream-simulator.ts';
import { tallyOf } from '../kit/tally-of.ts';

const period = somePeriod('2026-H2');
const foldOf = (store: ReturnType<typeof memoryContributions>) =>
  foldReport(tallyOf(store.rows(), period), { period, schemes: [], at: period.to });

const stepwise = (count: number): LedgerEvent[][] =>
  Array.from({ length: count }, (_, index) =>
    someLedger(`d-${index}`, [{}, { facts: { accounts: index % 3 } }, { facts: { outcome: 'content' } }]),
  );

/** Events of several demands, each demand's in order: what one shard carries. */
const interleaved = (ledgers: readonly LedgerEvent[][]): LedgerEvent[] =>
  Array.from({ length: 3 }, (_, step) => ledgers.flatMap((ledger) => ledger.slice(step, step + 1))).flat();

const MAPPING = { batchSize: 100, retries: Number.POSITIVE_INFINITY };
const POISON = { pk: { S: 'demand#d-0' }, sk: { S: 'event#000009' }, seq: { S: 'nine' } };

describe('counting a stream', () => {
  test('ends with the facts of every demand’s last event', async () => {
    const contributions = memoryContributions();
    const ledgers = stepwise(100);
    const records = interleaved(ledgers).map((event, index) => streamRecord(event, index));
    const run = await playStream(records, (batch) => countEvents(batch, { contributions, read }), MAPPING);
    expect(run.parked).toEqual([]);
    const rebuilt = ledgers.flatMap((ledger) => rebuildContribution(ledger) ?? []);
    const byDemand = (a: Contribution, b: Contribution) => (a.demandId < b.demandId ? -1 : 1);
    expect([...contributions.rows()].sort(byDemand)).toEqual(rebuilt.sort(byDemand));
  });

  test('gives the same report however often, in whatever order and how late events come', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(anyFacts(), { minLength: 1, maxLength: 4 }), { maxLength: 12 }),
        fc.infiniteStream(fc.nat()),
        async (histories, chance) => {
          const ledgers = histories.map((history, index) => {
            const receivedAt = history[0]?.receivedAt ?? '';
            return someLedger(
              `d-${index}`,
              history.map((facts) => ({ facts: { ...facts, receivedAt } })),
            );
          });
          const events = ledgers.flat();
          const disorder = [...events, ...events.filter(() => (chance.next().value ?? 0) % 3 === 0)]
            .map((event) => ({ event, at: chance.next().value ?? 0 }))
            .sort((a, b) => a.at - b.at)
            .map(({ event }, index) => streamRecord(event, index));
          const inOrder = memoryContributions();
          const disordered = memoryContributions();
          const replayed = memoryContributions();
          const records = events.map((event, index) => streamRecord(event, index));
          await playStream(records, (batch) => countEvents(batch, { contributions: inOrder, read }), MAPPING);
          await playStream(disorder, (batch) => countEvents(batch, { contributions: disordered, read }), {
            ...MAPPING,
            batchSize: 7,
            redeliver: () => (chance.next().value ?? 0) % 2 === 0,
          });
          for (const _time of ['once', 'twice'])
            await playStream(
              records,
              (batch) => countEvents(batch, { contributions: replayed, read }),
              MAPPING,
            );
          expect(foldOf(disordered)).toEqual(foldOf(inOrder));
          expect(foldOf(replayed)).toEqual(foldOf(inOrder));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('sets one poison record among a thousand aside and counts the others in order, each once', async () => {
    const contributions = memoryContributions();
    const applied: string[] = [];
    const watching = {
      ...contributions,
      put: async (row: Parameters<typeof contributions.put>[0]) => {
        const outcome = await contributions.put(row);
        if (outcome !== 'stale') applied.push(`${row.demandId}#${row.seq}`);
        return outcome;
      },
    };
    const events = interleaved(stepwise(333));
    const records = events.map((event, index) => streamRecord(event, index < 500 ? index : index + 1));
    records.splice(500, 0, insertRecord(POISON, 500));
    expect(records.length).toBe(1000);
    const run = await playStream(
      records,
      (batch) => countEvents(batch, { contributions: watching, read }),
      MAPPING,
    );
    expect([run.parked, run.invocations]).toEqual([[], 10]);
    expect(applied).toEqual(events.map(({ demandId, seq }) => `${demandId}#${seq}`));
  });

  test('writes one row for what a batch has of a demand, its latest, in whatever order it came', async () => {
    const contributions = memoryContributions();
    const tried: string[] = [];
    const watching = {
      ...contributions,
      put: async (row: Parameters<typeof contributions.put>[0]) => {
        tried.push(`${row.demandId}#${row.seq}`);
        return contributions.put(row);
      },
    };
    const [a = [], b = []] = stepwise(2);
    const Records = [...a.toReversed(), ...b, ...a].map((event, index) => streamRecord(event, index));
    await countEvents({ Records }, { contributions: watching, read });
    expect(tried).toEqual(['d-0#3', 'd-1#3']);
    await countEvents({ Records: Records.slice(0, 1) }, { contributions: watching, read });
    expect(contributions.rows().map(({ seq }) => seq)).toEqual([3, 3]);
  });

  test('counts the event before a latest one that no table takes', async () => {
    const contributions = memoryContributions();
    const choosy = {
      ...contributions,
      put: async (row: Parameters<typeof contributions.put>[0]) => {
        if (row.seq === 3) throw Object.assign(new Error('too large'), { name: 'ValidationException' });
        return contributions.put(row);
      },
    };
    const Records = stepwise(2)
      .flat()
      .map((event, index) => streamRecord(event, index));
    expect(await countEvents({ Records }, { contributions: choosy, read })).toEqual({
      batchItemFailures: [],
    });
    expect(contributions.rows().map(({ seq }) => seq)).toEqual([2, 2]);
  });

  test('hands over again all of a demand that has no row yet, from its first record on', async () => {
    const contributions = memoryContributions();
    const away = {
      ...contributions,
      put: async (row: Parameters<typeof contributions.put>[0]) => {
        if (row.demandId === 'd-1') throw new Error('throttled');
        return contributions.put(row);
      },
    };
    const records = interleaved(stepwise(2)).map((event, index) => streamRecord(event, index));
    const { batchItemFailures } = await countEvents({ Records: records }, { contributions: away, read });
    expect(batchItemFailures).toEqual([{ itemIdentifier: records[1]?.dynamodb.SequenceNumber }]);
    expect(contributions.rows().map(({ demandId }) => demandId)).toEqual(['d-0']);
  });

  test('goes on behind a record that can never be counted', async () => {
    const contributions = memoryContributions();
    const [first, second, third] = interleaved(stepwise(1)).map((event, index) => streamRecord(event, index));
    if (!first || !second || !third) throw new Error('three events were expected');
    const later = structuredClone(second);
    later.dynamodb.NewImage = { ...Object(later.dynamodb.NewImage), schemaVersion: { N: '99' } };
    const Records = [first, insertRecord(POISON, 7), later, third];
    expect(await countEvents({ Records }, { contributions, read })).toEqual({ batchItemFailures: [] });
    expect(contributions.rows().map(({ seq }) => seq)).toEqual([3]);
  });

  test('parks nothing while the table is away, however long', async () => {
    const contributions = memoryContributions();
    let away = 600;
    const gone = {
      ...contributions,
      put: async (row: Parameters<typeof contributions.put>[0]) => {
        away -= 1;
        if (away >= 0) throw Object.assign(new Error('away'), { name: 'TimeoutError' });
        return contributions.put(row);
      },
    };
    const records = interleaved(stepwise(4)).map((event, index) => streamRecord(event, index));
    const run = await playStream(
      records,
      (batch) => countEvents(batch, { contributions: gone, read }),
      MAPPING,
    );
    expect(run.parked).toEqual([]);
    expect(contributions.rows().map(({ seq }) => seq)).toEqual([3, 3, 3, 3]);
  });

  test('hands a record over again when the table was busy', async () => {
    const contributions = memoryContributions();
    let busy = 3;
    const flaky = {
      ...contributions,
      put: async (row: Parameters<typeof contributions.put>[0]) => {
        busy -= 1;
        if (busy === 1) throw new Error('throttled');
        return contributions.put(row);
      },
    };
    const records = interleaved(stepwise(4)).map((event, index) => streamRecord(event, index));
    const run = await playStream(
      records,
      (batch) => countEvents(batch, { contributions: flaky, read }),
      MAPPING,
    );
    expect(run.parked).toEqual([]);
    expect(contributions.rows().every(({ seq }) => seq === 3)).toBe(true);
  });

  test('counts no event that was changed or removed', async () => {
    const [event] = stepwise(1).flat();
    if (!event) throw new Error('an event was expected');
    for (const eventName of ['MODIFY', 'REMOVE']) {
      const record = { ...streamRecord(event, 1), eventName };
      const contributions = memoryContributions();
      const answer = await countEvents({ Records: [record] }, { contributions, read });
      expect([answer.batchItemFailures, contributions.rows()]).toEqual([[], []]);
    }
  });
});

describe('contribution rows in the table', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine.stop());

  test('keep the latest event of a demand, whatever comes after it', async () => {
    const store = dynamoContributionStore(engine.documents, await engine.createReportTables());
    const at = (seq: number) => someContribution('d-1', { identifiers: seq }, seq);
    expect([
      await store.put(at(2)),
      await store.put(at(1)),
      await store.put(at(2)),
      await store.put(at(3)),
    ]).toEqual([{ after: 0 }, 'stale', 'stale', { after: 2 }]);
    const rows: unknown[] = [];
    for await (const page of store.pages('2026-H2')) rows.push(...page);
    expect(rows).toEqual([at(3)]);
  });

  test('come back page by page, all of them, of one period only', async () => {
    const store = dynamoContributionStore(engine.documents, await engine.createReportTables());
    const wide = { level: 'x'.repeat(20_000) };
    for (let index = 0; index < 120; index += 1) await store.put(someContribution(`d-${index}`, wide));
    await store.put(someContribution('d-0', { receivedAt: '2027-01-01T00:00:00.000Z' }));
    const ids = new Set<string>();
    let pages = 0;
    for await (const page of store.pages('2026-H2')) {
      pages += 1;
      for (const { demandId } of page) ids.add(demandId);
    }
    expect([ids.size, pages > 1]).toEqual([120, true]);
  });
});
