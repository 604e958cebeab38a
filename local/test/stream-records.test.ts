import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DynamoClient } from '../dynamo/dynamo-client.ts';
import { type DynamoEngine, startDynamo } from '../dynamo/engine.ts';
import { indexStreams } from '../dynamo/stream-records.ts';
import { StreamReader } from '../streams/stream-reader.ts';

const folder = mkdtempSync(join(tmpdir(), 'laptop-streams-'));
const databaseFile = join(folder, 'dynamo.db');
const said: string[] = [];
let engine: DynamoEngine;
let client: DynamoClient;

const put = (id: string) =>
  client.call('DynamoDB_20120810.PutItem', { TableName: 'demands', Item: { pk: { S: id } } });

beforeAll(async () => {
  const report = (line: string) => said.push(line);
  engine = await startDynamo({ databaseFile, logFile: join(folder, 'log'), report, outage: () => {} });
  client = new DynamoClient(engine.url);
  await client.call('DynamoDB_20120810.CreateTable', {
    TableName: 'demands',
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
  });
});
afterAll(async () => {
  client.close();
  await engine.stop();
  rmSync(folder, { recursive: true });
});

const numbers = async (): Promise<number[]> => {
  const reader = new StreamReader(client, 'demands', 'arn:aws:dynamodb:::table/demands/stream/1', () => 0);
  const [shard] = await reader.shards();
  const { records } = await reader.read(await reader.iterator(shard?.id ?? '', 'oldest'), 1000);
  return records.map(({ sequence }) => Number(sequence));
};

/** In the engine's file, as it asks: the steps by which it finds the answer. */
function plansOf(queries: readonly string[]): string[] {
  const database = new DatabaseSync(databaseFile);
  const plans = queries.flatMap((query) =>
    database
      .prepare(`EXPLAIN QUERY PLAN ${query}`)
      .all()
      .map(({ detail }) => String(detail)),
  );
  database.close();
  return plans;
}

test('the engine finds what it asks of streams without looking through them', () => {
  const plans = plansOf([
    "SELECT COALESCE(MAX(CAST(sequence_number AS INTEGER)), 0) + 1 FROM _stream_records WHERE table_name = 'a'",
    "SELECT new_image FROM _stream_records WHERE table_name = 'a' AND shard_id = 'b' AND CAST(sequence_number AS INTEGER) > 3 ORDER BY CAST(sequence_number AS INTEGER) LIMIT 4",
  ]);
  expect(plans).toHaveLength(2);
  expect(plans).toEqual(plans.map(() => expect.stringMatching(/^SEARCH _stream_records USING .*INDEX due_/)));
  expect(said).toEqual([]);
});

test('what all readers have read goes when it is a day old, and numbers go on', async () => {
  for (const id of ['a', 'b', 'c', 'd']) await put(id);
  engine.trim('demands', '000000000000000000003');
  expect(await numbers()).toEqual([1, 2, 3, 4]);
  const database = new DatabaseSync(databaseFile);
  database.exec('UPDATE _stream_records SET created_at = created_at - 90000');
  database.close();
  engine.trim('demands', '000000000000000000002');
  expect(await numbers()).toEqual([3, 4]);
  // The newest stays, read or not.
  engine.trim('demands', '000000000000000000004');
  expect(await numbers()).toEqual([4]);
  await put('e');
  expect(await numbers()).toEqual([4, 5]);
  expect(said).toEqual([]);
});

test('a file that is otherwise is left as it is, and somebody told', () => {
  const other = join(folder, 'other.db');
  new DatabaseSync(other).close();
  indexStreams(other, (line) => said.push(line));
  expect(said).toEqual([expect.stringContaining('no such table')]);
});
