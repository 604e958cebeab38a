/**
 * What the laptop's database takes of the processor as it comes to hold more: a commit of a demand (five items in one
 * transaction, which the stream tells of), the reading of one item, of a ledger, and of a stream that has nothing new, with
 * 100, 1,000 and 10,000 demands in it. What was before is put into its file, since ten thousand demands take hours to be
 * played. Exit 1 where something takes over 15 % and a tenth of a millisecond more with the most than with the fewest. Writes
 * bench/results/engine.json.
 *
 *   npm run bench -- engine [--quick] [--plot FILE.svg]
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { demandPartition, EVENT_PREFIX, eventSort } from '../functions/ledger/demands.table.ts';
import { DynamoClient } from '../local/dynamo/dynamo-client.ts';
import { startDynamo } from '../local/dynamo/engine.ts';
import { readIfPresent } from '../local/state/atomic-file.ts';
import { asArray, asObject, asString, type JsonObject } from '../local/template/json.ts';
import { demandsTable } from '../test/kit/dynoxide.ts';
import { usageOf } from './flow/process-usage.ts';
import { linePlot } from './plot.ts';

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, plot: { type: 'string' } },
});
const SIZES = [100, 1000, 10_000].map((size) => (options.quick ? size / 10 : size));
/** What a demand of sample 01 leaves: items, of which events, and records of the stream. */
const [ITEMS, EVENTS, RECORDS] = [66, 27, 94];
const TIMES = options.quick ? 100 : 500;
const MOST = 1.15;
const LEAST_MS = 0.1;
const TABLE = 'demands';

const folder = mkdtempSync(join(tmpdir(), 'bench-engine-'));
const databaseFile = join(folder, 'dynamo.db');
const report = (line: string) => console.error(line);
const engine = await startDynamo({ databaseFile, logFile: join(folder, 'log'), report, outage: () => {} });
const client = new DynamoClient(engine.url);
const call = (operation: string, input: JsonObject) => client.call(`DynamoDB_20120810.${operation}`, input);
const stream = (operation: string, input: JsonObject) =>
  client.call(`DynamoDBStreams_20120810.${operation}`, input);

const itemOf = (demand: string, sort: string) => ({
  pk: { S: demandPartition(demand) },
  sk: { S: sort },
  action: { S: 'demand.filed' },
  detail: { S: 'x'.repeat(700) },
});

/** Puts demands into the engine's file, as it would have by itself. */
function fill(from: number, to: number, shard: string): void {
  const database = new DatabaseSync(databaseFile, { timeout: 5000 });
  const last = Number(
    database.prepare('SELECT MAX(CAST(sequence_number AS INTEGER)) AS n FROM _stream_records').get()?.n ?? 0,
  );
  const item = database.prepare(
    `INSERT INTO "${TABLE}" (pk, sk, item_json, item_size) VALUES (:pk, :sk, :item, 900)`,
  );
  const record = database.prepare(
    `INSERT INTO _stream_records (table_name, event_name, keys_json, new_image, sequence_number, shard_id, created_at)
     VALUES ('${TABLE}', 'INSERT', '{}', :image, :number, '${shard}', unixepoch())`,
  );
  database.exec('BEGIN IMMEDIATE');
  for (let demand = from; demand < to; demand += 1) {
    for (let number = 0; number < ITEMS; number += 1) {
      const sort = number < EVENTS ? eventSort(number + 1) : `part#${number}`;
      const made = itemOf(`d-${demand}`, sort);
      item.run({ pk: `S:${made.pk.S}`, sk: `S:${sort}`, item: JSON.stringify(made) });
    }
    const image = JSON.stringify(itemOf(`d-${demand}`, eventSort(1)));
    for (let number = 0; number < RECORDS; number += 1)
      record.run({ image, number: String(last + 1 + (demand - from) * RECORDS + number) });
  }
  database.exec('COMMIT');
  database.close();
}

const pid = Number(readIfPresent(`${databaseFile}.pid`));

/** Milliseconds of the engine's processor time for each of so many calls. */
async function each(work: (index: number) => Promise<unknown>): Promise<number> {
  const before = usageOf(pid).cpuSeconds;
  for (let index = 0; index < TIMES; index += 1) await work(index);
  return Number((((usageOf(pid).cpuSeconds - before) * 1000) / TIMES).toFixed(2));
}

async function measured(demands: number, shard: string, arn: string) {
  const any = (index: number) => demandPartition(`d-${(index * 7919) % demands}`);
  let iterator = asString(
    (await stream('GetShardIterator', { StreamArn: arn, ShardId: shard, ShardIteratorType: 'LATEST' }))
      .ShardIterator,
    'ShardIterator',
  );
  return {
    'a commit': await each((index) =>
      call('TransactWriteItems', {
        TransactItems: [1, 2, 3, 4, 5].map((sort) => ({
          Put: {
            TableName: TABLE,
            Item: itemOf(`new-${demands}-${index}`, `part#${sort}`),
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        })),
      }),
    ),
    'an item': await each((index) =>
      call('GetItem', { TableName: TABLE, Key: { pk: { S: any(index) }, sk: { S: eventSort(1) } } }),
    ),
    'a ledger': await each((index) =>
      call('Query', {
        TableName: TABLE,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :event)',
        ExpressionAttributeValues: { ':pk': { S: any(index) }, ':event': { S: EVENT_PREFIX } },
      }),
    ),
    'nothing new': await each(async () => {
      const page = await stream('GetRecords', { ShardIterator: iterator, Limit: 1000 });
      iterator = asString(page.NextShardIterator, 'NextShardIterator');
    }),
  };
}

try {
  await call('CreateTable', {
    ...demandsTable(),
    TableName: TABLE,
    BillingMode: 'PAY_PER_REQUEST',
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
  });
  const { Table } = await call('DescribeTable', { TableName: TABLE });
  const arn = asString(asObject(Table, 'Table').LatestStreamArn, 'LatestStreamArn');
  const { StreamDescription } = await stream('DescribeStream', { StreamArn: arn });
  const [first = null] = asArray(asObject(StreamDescription, 'StreamDescription').Shards, 'Shards');
  const shard = asString(asObject(first, 'Shard').ShardId, 'ShardId');

  const rows: ({ demands: number } & Awaited<ReturnType<typeof measured>>)[] = [];
  let held = 0;
  for (const demands of SIZES) {
    fill(held, demands, shard);
    held = demands;
    rows.push({ demands, ...(await measured(demands, shard, arn)) });
  }
  console.table(rows);
  const [fewest, most] = [rows.at(0), rows.at(-1)];
  const names = ['a commit', 'an item', 'a ledger', 'nothing new'] as const;
  const grown = names.filter((name) => {
    const [before, after] = [fewest?.[name] ?? 0, most?.[name] ?? 0];
    return after > before * MOST && after - before > LEAST_MS;
  });
  console.log(
    grown.length === 0
      ? `Nothing takes over ${Math.round((MOST - 1) * 100)} % more with ${most?.demands} demands than with ${fewest?.demands}.`
      : `Takes more as the database grows: ${grown.join(', ')}.`,
  );
  const results = join(import.meta.dirname, 'results');
  mkdirSync(results, { recursive: true });
  writeFileSync(
    join(results, 'engine.json'),
    `${JSON.stringify({ when: new Date().toISOString(), rows }, undefined, 2)}\n`,
  );
  if (options.plot !== undefined) {
    const series = names.map((name) => ({
      name,
      points: rows.map((row) => ({ x: row.demands, y: row[name] })),
    }));
    writeFileSync(
      options.plot,
      linePlot({ x: 'demands in the database', y: 'ms of processor time', series }),
    );
  }
  if (grown.length > 0) process.exitCode = 1;
} finally {
  client.close();
  await engine.stop();
  rmSync(folder, { recursive: true });
}
