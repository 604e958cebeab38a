/**
 * What reports cost, in one process: ledger events counted a second and ledgers rebuilt a second, into tables of the embedded
 * engine (DynamoDB's API, in memory); an edition drawn of, and read with, 1,000, 100,000 and 1,000,000 demands, whose rows and
 * files are in the memory of this process. Exit 1 where a reading of the largest takes over a fifth longer than of the smallest.
 * Writes bench/results/reports.json.
 *
 *   npm run bench -- reports [--quick]
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { eventKey } from '../functions/ledger/demands.table.ts';
import { dynamoDemandStore } from '../functions/ledger/dynamodb-demand.store.ts';
import { dynamoStreamEvent as read } from '../functions/ledger/dynamodb-stream-event.ts';
import { FACT_OUTCOMES } from '../functions/ledger/facts.schema.ts';
import type { Contribution } from '../functions/reporting/contribution.schema.ts';
import type { ContributionStore } from '../functions/reporting/contribution.store.ts';
import { countEvents } from '../functions/reporting/count-events.ts';
import { dynamoContributionStore } from '../functions/reporting/dynamodb-contribution.store.ts';
import { readReport } from '../functions/reporting/read-reports.ts';
import { rebuildContribution } from '../functions/reporting/rebuild-contribution.ts';
import { COUNTRIES } from '../functions/shared/countries.ts';
import { type Engine, startEngine } from '../test/kit/dynoxide.ts';
import { someContribution, someLedger } from '../test/kit/ledgers.ts';
import { publishedBy, reportsDesk } from '../test/kit/reports-desk.ts';
import { streamRecord } from '../test/kit/stream-simulator.ts';

const { values: options } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const SCALE = options.quick ? 0.1 : 1;
const SIZES = [1_000, 100_000, 1_000_000].map((size) => size * SCALE);
const PERIOD = '2026-H2';
const EVENTS_PER_DEMAND = 12;
/** Events that Lambda hands over at a time. */
const BATCH = 100;
/** Readings of each size, taken in turn so that a busy moment falls on all of them. */
const READINGS = 101;
const MOST = 1.2;
const PLACES = [...COUNTRIES].slice(0, 64);

const rounded = (value: number, digits = 0) => Number(value.toFixed(digits));
const seconds = (start: number) => (performance.now() - start) / 1000;
const median = (times: readonly number[]) =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

const ledgers = (demands: number) =>
  Array.from({ length: demands }, (_, index) =>
    someLedger(
      `d-${index}`,
      Array.from({ length: EVENTS_PER_DEMAND }, (_step, step) => ({
        action: step === 0 ? ('demand.filed' as const) : ('scope.compiled' as const),
        facts: { country: PLACES[index % PLACES.length] ?? 'US' },
      })),
    ),
  );

async function projected(engine: Engine) {
  const demands = Math.round(400 * SCALE);
  const records = ledgers(demands)
    .flat()
    .map((event, index) => streamRecord(event, index));
  const contributions = dynamoContributionStore(engine.documents, await engine.createReportTables());
  const start = performance.now();
  for (let from = 0; from < records.length; from += BATCH)
    await countEvents({ Records: records.slice(from, from + BATCH) }, { contributions, read });
  return { events: records.length, recordsPerSecond: rounded(records.length / seconds(start)) };
}

async function rebuilt(engine: Engine) {
  const demands = Math.round(1_000 * SCALE);
  const table = await engine.createDemandsTable();
  for (const ledger of ledgers(demands))
    await Promise.all(
      ledger.map((event) =>
        engine.documents.send(
          new PutCommand({ TableName: table, Item: { ...event, ...eventKey(event.demandId, event.seq) } }),
        ),
      ),
    );
  const store = dynamoDemandStore(engine.documents, table);
  const contributions = dynamoContributionStore(engine.documents, await engine.createReportTables());
  const start = performance.now();
  let written = 0;
  for (let index = 0; index < demands; index += 1) {
    const contribution = rebuildContribution(await store.events(`d-${index}`));
    if (contribution && (await contributions.put(contribution)) !== 'stale') written += 1;
  }
  const took = seconds(start);
  if (written !== demands) throw new Error(`${written} of ${demands} ledgers were rebuilt`);
  return {
    ledgers: demands,
    ledgersPerSecond: rounded(demands / took),
    eventsPerSecond: rounded((demands * EVENTS_PER_DEMAND) / took),
  };
}

/** Rows as they are read, of which none is kept: countries and outcomes are the same however many there are. */
function madeContributions(count: number): Pick<ContributionStore, 'pages' | 'put'> {
  return {
    put: async () => 'stale',
    pages: async function* (half) {
      if (half !== PERIOD) return;
      for (let from = 0; from < count; from += 1000)
        yield Array.from({ length: Math.min(1000, count - from) }, (_, index) => madeOne(from + index));
    },
  };
}

const madeOne = (index: number): Contribution =>
  someContribution(`d-${index}`, {
    country: PLACES[index % PLACES.length] ?? 'US',
    outcome: FACT_OUTCOMES[index % FACT_OUTCOMES.length] ?? 'pending',
    instrument: `us/instrument-${index % 3}`,
  });

async function drawn(demands: number) {
  const { deps } = reportsDesk();
  deps.contributions = madeContributions(demands);
  globalThis.gc?.();
  const start = performance.now();
  const { edition } = await publishedBy({ period: PERIOD }, deps);
  const took = seconds(start);
  if (edition.received !== demands) throw new Error(`${edition.received} of ${demands} demands were counted`);
  const times: number[] = [];
  const readOnce = async () => {
    const begun = performance.now();
    for (const format of ['json', 'csv', 'html'] as const)
      await readReport({ period: PERIOD, edition: undefined, format }, deps);
    times.push(performance.now() - begun);
  };
  return { demands, took, times, readOnce };
}

const engine = await startEngine();
try {
  const [projection, rebuild] = [await projected(engine), await rebuilt(engine)];
  const editions = [];
  for (const demands of SIZES) editions.push(await drawn(demands));
  for (let turn = 0; turn < READINGS; turn += 1) for (const one of editions) await one.readOnce();
  const reading = editions.map(({ demands, took, times }) => ({
    demands,
    secondsToPublish: rounded(took, 2),
    demandsPerSecond: rounded(demands / took),
    millisecondsToRead: rounded(median(times), 2),
  }));
  const all = reading.map(({ millisecondsToRead }) => millisecondsToRead);
  const largestToSmallest = rounded((all.at(-1) ?? 0) / (all[0] || 1), 2);
  const results = {
    when: new Date().toISOString(),
    node: process.version,
    scale: SCALE,
    projection: { ...projection, on: 'embedded engine' },
    rebuild: { ...rebuild, on: 'embedded engine' },
    editions: { reading, largestToSmallest, on: 'memory of the process' },
  };
  const folder = join(import.meta.dirname, 'results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'reports.json'), `${JSON.stringify(results, undefined, 2)}\n`);
  console.log(JSON.stringify(results, undefined, 2));
  if (largestToSmallest > MOST) process.exitCode = 1;
} finally {
  await engine.stop();
}
