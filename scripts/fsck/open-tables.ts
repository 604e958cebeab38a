import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { startDynamo } from '../../local/dynamo/engine.ts';
import { wrongArguments } from '../arguments.ts';
import { InputError } from '../input-file.ts';

export type Tables = {
  documents: DynamoDBDocumentClient;
  demands: string;
  reports: string;
  close: () => Promise<void>;
};

export type Where = {
  state?: string | undefined;
  table?: string | undefined;
  reportsTable?: string | undefined;
  endpoint?: string | undefined;
};

/** Two tables by name, or those of a laptop's state folder. @throws InputError where they are not named or not there */
export async function openTables(where: Where, usage: string): Promise<Tables> {
  const { state = '.due-process', table, reportsTable, endpoint } = where;
  if ((table === undefined) !== (reportsTable === undefined)) throw wrongArguments('Name both tables', usage);
  if (endpoint !== undefined && !URL.canParse(endpoint)) throw wrongArguments('--endpoint is a URL', usage);
  if (table === undefined || reportsTable === undefined) return openState(state);
  const documents = documentsOf(clientAt(endpoint));
  return { documents, demands: table, reports: reportsTable, close: async () => {} };
}

/** Significant digits of a number that we may have written; what has more stays text, and fits no hash of ours. */
const DIGITS = 17;
const numberOf = (text: string): number | string => {
  const significant = text
    .replace(/e.*$/i, '')
    .replace(/\D/g, '')
    .replace(/^0+|0+$/g, '');
  return significant.length > DIGITS ? text : Number(text);
};
const documentsOf = (client: DynamoDBClient) =>
  DynamoDBDocumentClient.from(client, { unmarshallOptions: { wrapNumbers: numberOf } });

function clientAt(endpoint: string | undefined): DynamoDBClient {
  if (endpoint === undefined) return new DynamoDBClient({});
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return new DynamoDBClient({ endpoint, region: process.env.AWS_REGION ?? 'us-east-1', credentials });
}

/** The laptop's tables, on a copy, so that looking changes nothing. */
async function openState(folder: string): Promise<Tables> {
  const database = join(folder, 'dynamo.db');
  if (!existsSync(database)) throw new InputError(`There is no ${database}.`);
  const copy = mkdtempSync(join(tmpdir(), 'due-process-fsck-'));
  for (const suffix of ['', '-wal', '-shm'])
    if (existsSync(database + suffix)) cpSync(database + suffix, join(copy, `dynamo.db${suffix}`));
  const engine = await startDynamo(join(copy, 'dynamo.db'), join(copy, 'engine.log'));
  const client = clientAt(engine.url.href);
  const close = async () => {
    await engine.stop();
    rmSync(copy, { recursive: true, force: true });
  };
  try {
    return { documents: documentsOf(client), ...(await findTables(client)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function findTables(client: DynamoDBClient): Promise<{ demands: string; reports: string }> {
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  const indexed = await Promise.all(
    TableNames.map(async (name) => {
      const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
      return Table?.GlobalSecondaryIndexes?.some((index) => index.IndexName === 'byAuthority');
    }),
  );
  const demands = TableNames.find((_, index) => indexed[index]);
  const reports = TableNames.find((name) => /report/i.test(name));
  if (!demands || !reports) throw new InputError('The demands table and the reports table were not found.');
  return { demands, reports };
}
