/**
 * What counting costs: ledger events through `count-events`, beside a consumer that adds to counters, on the same
 * engine in the same run; and the fold of a report as the period grows. Writes bench/results/stream.json.
 *
 *   npx node bench/stream.ts [--quick]
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { dynamoStreamEvent as read } from '../functions/ledger/dynamodb-stream-event.ts';
import { factsOf } from '../functions/ledger/event.schema.ts';
import { FACT_OUTCOMES } from '../functions/ledger/facts.schema.ts';
import type { StreamBatch, StreamRecord } from '../functions/ledger/stream-batch.schema.ts';
import type { Contribution } from '../functions/reporting/contribution.schema.ts';
import { countEvents } from '../functions/reporting/count-events.ts';
import { dynamoContributionStore } from '../functions/reporting/dynamodb-contribution.store.ts';
import { foldReport } from '../functions/reporting/fold-report.ts';
import { addToTally, emptyTally } from '../functions/reporting/tally.ts';
import { type Engine, startEngine } from '../test/kit/dynoxide.ts';
import { someContribution, someLedger } from '../test/kit/ledgers.ts';
import { memoryContributions } from '../test/kit/memory-contributions.ts';
import { somePeriod } from '../test/kit/some-period.ts';
import { playStream, streamRecord } from '../test/kit/stream-simulator.ts';

const { values: options } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const SCALE = options.quick ? 0.1 : 1;
const EVENTS_PER_DEMAND = 12;
const MAPPING = { batchSize: 50, retries: 2 };
/** One batch in ten is handed over twice, as after a lost acknowledgement. */
const REDELIVERY = 10;
const COUNTRIES = ['US', 'DE', 'FR', 'GB', 'TR', 'BR', 'IN', 'AU'];
const period = somePeriod('2026-H2');

/** Streams of demands that are filed, handled in some steps and disclosed. */
function recordsOf(demands: number, from = 0): StreamRecord[] {
  return Array.from({ length: demands }, (_, index) =>
    someLedger(
      `d-${from + index}`,
      Array.from({ length: EVENTS_PER_DEMAND }, (_step, step) => ({
        action: step === 0 ? ('demand.filed' as const) : ('scope.compiled' as const),
        facts: {
          country: COUNTRIES[(from + index) % COUNTRIES.length] ?? 'US',
          ...(step === EVENTS_PER_DEMAND - 1 ? { outcome: 'content' as const } : {}),
        },
      })),
    ),
  )
    .flat()
    .map((event, index) => streamRecord(event, index));
}

async function timed<T>(work: () => Promise<T> | T): Promise<{ seconds: number; result: T }> {
  const start = performance.now();
  const result = await work();
  return { seconds: (performance.now() - start) / 1000, result };
}

const rounded = (value: number, digits = 0) => Number(value.toFixed(digits));
const everyTenth = () => {
  let batches = 0;
  let again = false;
  return () => {
    again = !again && ++batches % REDELIVERY === 0;
    return again;
  };
};

/** The peer: counters that each event adds to. It cannot know what it has seen, so what comes twice counts twice. */
function addingConsumer(engine: Engine, table: string) {
  return async (batch: StreamBatch) => {
    for (const record of batch.Records) {
      const event = read(record);
      const { action } = event;
      const facts = factsOf(event);
      const counter =
        action === 'demand.filed' ? 'received' : facts.outcome === 'pending' ? 'steps' : facts.outcome;
      await engine.documents.send(
        new UpdateCommand({
          TableName: table,
          Key: { pk: 'period#2026-H2', sk: `counter#${facts.series}#${facts.country}#${facts.instrument}` },
          UpdateExpression: 'ADD #counter :one',
          ExpressionAttributeNames: { '#counter': counter },
          ExpressionAttributeValues: { ':one': 1 },
          ReturnValues: 'ALL_NEW',
        }),
      );
    }
    return { batchItemFailures: [] };
  };
}

async function countOnEngine(engine: Engine) {
  const demands = Math.round(300 * SCALE);
  const records = recordsOf(demands);
  const store = dynamoContributionStore(engine.documents, await engine.createReportTables());
  const rows = await timed(() =>
    playStream(records, (batch) => countEvents(batch, { contributions: store, read }), {
      ...MAPPING,
      redeliver: everyTenth(),
    }),
  );
  const counters = await engine.createPlainTable();
  const adds = await timed(() =>
    playStream(records, addingConsumer(engine, counters), { ...MAPPING, redeliver: everyTenth() }),
  );
  let received = 0;
  for await (const page of store.pages('2026-H2')) received += page.length;
  return {
    demands,
    events: records.length,
    contributionRows: {
      eventsPerSecond: rounded(rows.result.handedOver / rows.seconds),
      demandsCounted: received,
    },
    addingCounters: {
      eventsPerSecond: rounded(adds.result.handedOver / adds.seconds),
      demandsCounted: await receivedOf(engine, counters),
    },
    rateBesidePeer: rounded(
      rows.result.handedOver / rows.seconds / (adds.result.handedOver / adds.seconds),
      2,
    ),
  };
}

async function receivedOf(engine: Engine, table: string): Promise<number> {
  let received = 0;
  for (const country of COUNTRIES) {
    const { Attributes } = await engine.documents.send(
      new UpdateCommand({
        TableName: table,
        Key: { pk: 'period#2026-H2', sk: `counter#criminal#${country}#us/search-warrant` },
        UpdateExpression: 'ADD received :none',
        ExpressionAttributeValues: { ':none': 0 },
        ReturnValues: 'ALL_NEW',
      }),
    );
    received += Number(Attributes?.received ?? 0);
  }
  return received;
}

/** Events per second into a table that already holds rows of other demands. */
async function growthOfState(engine: Engine) {
  const store = dynamoContributionStore(engine.documents, await engine.createReportTables());
  await playStream(
    recordsOf(100, 2_000_000),
    (batch) => countEvents(batch, { contributions: store, read }),
    MAPPING,
  );
  const steps: { rowsBefore: number; eventsPerSecond: number }[] = [];
  let rows = 100;
  for (const target of [100, 1_000, 10_000, 30_000].map((size) => Math.round(size * SCALE))) {
    while (rows < target) {
      await Promise.all(
        Array.from({ length: Math.min(32, target - rows) }, (_, index) =>
          store.put(someContribution(`old-${rows + index}`)),
        ),
      );
      rows += Math.min(32, target - rows);
    }
    const records = recordsOf(100, 1_000_000 + target);
    const { seconds } = await timed(() =>
      playStream(records, (batch) => countEvents(batch, { contributions: store, read }), MAPPING),
    );
    steps.push({ rowsBefore: rows, eventsPerSecond: rounded(records.length / seconds) });
    rows += 100;
  }
  return steps;
}

async function countInMemory() {
  const records = recordsOf(Math.round(2_000 * SCALE));
  const contributions = memoryContributions();
  const { seconds } = await timed(() =>
    playStream(records, (batch) => countEvents(batch, { contributions, read }), MAPPING),
  );
  return { events: records.length, eventsPerSecond: rounded(records.length / seconds) };
}

function* madeContributions(count: number, from = 0): Generator<Contribution> {
  for (let index = from; index < count; index += 1)
    yield someContribution(`d-${index}`, {
      country: String.fromCharCode(65 + (index % 10), 65 + ((index * 7) % 20)),
      instrument: `us/instrument-${index % 12}`,
      outcome: FACT_OUTCOMES[index % FACT_OUTCOMES.length] ?? 'pending',
    });
}

/** The fold of contributions as they come, none kept: time and heap as the period grows. */
async function foldOfPeriod() {
  const results = [];
  for (const contributions of [1_000, 10_000, 100_000, 1_000_000].map((size) => Math.round(size * SCALE))) {
    globalThis.gc?.();
    const before = process.memoryUsage().heapUsed;
    const { seconds, result } = await timed(() => {
      const tally = emptyTally();
      for (const contribution of madeContributions(contributions)) addToTally(tally, contribution, period);
      return foldReport(tally, { period, schemes: [], at: period.to });
    });
    globalThis.gc?.();
    results.push({
      contributions,
      milliseconds: rounded(seconds * 1000, 1),
      cells: result.cells.length,
      totals: result.totals.length,
      heapGrowthMb: rounded((process.memoryUsage().heapUsed - before) / 2 ** 20, 1),
    });
  }
  return results;
}

/** Reading all rows of a period from the table and folding them: what one publication costs. */
async function foldFromTable(engine: Engine) {
  const results = [];
  const store = dynamoContributionStore(engine.documents, await engine.createReportTables());
  let written = 0;
  for (const contributions of [10_000, 100_000].map((size) => Math.round(size * SCALE))) {
    let puts: Promise<unknown>[] = [];
    for (const contribution of madeContributions(contributions, written)) {
      puts.push(store.put(contribution));
      if (puts.length < 50) continue;
      await Promise.all(puts);
      puts = [];
    }
    await Promise.all(puts);
    written = contributions;
    let peak = 0;
    const { seconds } = await timed(async () => {
      const tally = emptyTally();
      for await (const page of store.pages('2026-H2')) {
        for (const contribution of page) addToTally(tally, contribution, period);
        peak = Math.max(peak, process.memoryUsage().rss);
      }
      return foldReport(tally, { period, schemes: [], at: period.to });
    });
    results.push({
      contributions: written,
      seconds: rounded(seconds, 2),
      peakRssMb: rounded(peak / 2 ** 20),
    });
  }
  return results;
}

const engine = await startEngine();
try {
  const results = {
    when: new Date().toISOString(),
    node: process.version,
    scale: SCALE,
    countInMemory: await countInMemory(),
    countOnEngine: await countOnEngine(engine),
    growthOfState: await growthOfState(engine),
    foldOfPeriod: await foldOfPeriod(),
    foldFromTable: await foldFromTable(engine),
  };
  const folder = join(import.meta.dirname, 'results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'stream.json'), `${JSON.stringify(results, undefined, 2)}\n`);
  console.log(JSON.stringify(results, undefined, 2));
} finally {
  await engine.stop();
}
