import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DynamoDBClient,
  ListTablesCommand,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { BY_AUTHORITY, BY_DUE, BY_STATUS, DEMANDS_TABLE_KEYS } from '../../functions/ledger/demands.table.ts';
import type { ContributionTables } from '../../functions/reporting/dynamodb-contribution.store.ts';
import { documentClient } from '../../functions/shared/dynamodb.ts';
import { engineBinary } from '../../local/dynamo/binary.ts';

/** An engine that speaks DynamoDB, in memory, for one test file. */
export type Engine = {
  client: DynamoDBClient;
  documents: DynamoDBDocumentClient;
  endpoint: string;
  /** A new demands table with its indexes, without its stream; returns its name. */
  createDemandsTable(): Promise<string>;
  /** A new table with `pk` and `sk` only; returns its name. */
  createPlainTable(): Promise<string>;
  /** The tables of rows that reports are folded from. */
  createReportTables(): Promise<ContributionTables>;
  /** A new table of these keys; returns its name. */
  createTable(keys: Keys): Promise<string>;
  stop(): Promise<void>;
};

const START_TRIES = 200;
const TRY_PAUSE_MS = 25;

/** Starts dynoxide on a free port, or uses what answers at `DYNAMODB_ENDPOINT`. */
export async function startEngine(): Promise<Engine> {
  const elsewhere = process.env.DYNAMODB_ENDPOINT;
  const { endpoint, stop } = elsewhere ? { endpoint: elsewhere, stop: async () => {} } : await spawnEngine();
  const client = new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  await untilReady(client);
  const create = async (input: Omit<CreateTableCommandInput, 'TableName'>) => {
    const name = `test-${process.pid}-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
    await client.send(new CreateTableCommand({ TableName: name, BillingMode: 'PAY_PER_REQUEST', ...input }));
    return name;
  };
  return {
    client,
    documents: documentClient(client),
    endpoint,
    createDemandsTable: () => create(demandsTable()),
    createPlainTable: () => create(tableOf(DEMANDS_TABLE_KEYS)),
    createReportTables: async () => ({
      reports: await create(tableOf(DEMANDS_TABLE_KEYS)),
      secret: await create(tableOf(DEMANDS_TABLE_KEYS)),
    }),
    createTable: (keys) => create(tableOf(keys)),
    stop: async () => {
      client.destroy();
      await stop();
    },
  };
}

async function spawnEngine(): Promise<{ endpoint: string; stop: () => Promise<void> }> {
  const port = await freePort();
  const engine = spawn(engineBinary(), ['--port', String(port)], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => engine.once('exit', () => resolve()));
  const onExit = () => engine.kill('SIGKILL');
  process.once('exit', onExit);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: async () => {
      process.off('exit', onExit);
      engine.kill('SIGTERM');
      await ended;
    },
  };
}

async function untilReady(client: DynamoDBClient): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.send(new ListTablesCommand({}));
      return;
    } catch (error) {
      if (attempt === START_TRIES) throw error;
      await sleep(TRY_PAUSE_MS);
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

type Keys = { partitionKey: string; sortKey?: string };

const namesOf = ({ partitionKey, sortKey }: Keys) =>
  sortKey === undefined ? [partitionKey] : [partitionKey, sortKey];

const keySchema = (keys: Keys) =>
  namesOf(keys).map((AttributeName, index) => ({
    AttributeName,
    KeyType: index === 0 ? ('HASH' as const) : ('RANGE' as const),
  }));

const attributes = (...keys: Keys[]) =>
  [...new Set(keys.flatMap(namesOf))].map((AttributeName) => ({
    AttributeName,
    AttributeType: 'S' as const,
  }));

const tableOf = (keys: Keys) => ({ KeySchema: keySchema(keys), AttributeDefinitions: attributes(keys) });

export const demandsTable = () => {
  const indexes = [BY_AUTHORITY, BY_STATUS, BY_DUE];
  return {
    KeySchema: keySchema(DEMANDS_TABLE_KEYS),
    AttributeDefinitions: attributes(DEMANDS_TABLE_KEYS, ...indexes),
    GlobalSecondaryIndexes: indexes.map((index) => ({
      IndexName: index.indexName,
      KeySchema: keySchema(index),
      Projection: { ProjectionType: 'ALL' as const },
    })),
  };
};
