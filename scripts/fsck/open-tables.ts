import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { startDynamo } from '../../local/dynamo/engine.ts';
import { wrongArguments } from '../arguments.ts';
import { InputError } from '../input-file.ts';
import { bucketReader, type LogBuckets, stateBuckets } from './log-files.ts';

/** Demands of everyone, or those that only cleared people may know of. */
export const COMPARTMENTS = ['open', 'cleared'] as const;
export type Compartment = (typeof COMPARTMENTS)[number];

/** The state of an earlier release has no tables for cleared people. */
export class NoCompartment extends InputError {}

export type Tables = {
  documents: DynamoDBDocumentClient;
  demands: string;
  reports: string;
  /** Rows of national-security process; the state of an earlier release has them among the others. */
  nationalSecurity?: string | undefined;
  /** What waits for the log. */
  work?: string | undefined;
  log?: LogBuckets | undefined;
  /** Whether editions are in this log: in that of the demands of everyone, and not in that of the cleared. */
  hasEditions: boolean;
  close: () => Promise<void>;
};

export type Where = {
  state?: string | undefined;
  table?: string | undefined;
  reportsTable?: string | undefined;
  nationalSecurityTable?: string | undefined;
  workTable?: string | undefined;
  logArchive?: string | undefined;
  logBucket?: string | undefined;
  endpoint?: string | undefined;
};

/** Tables by name, or those of a compartment in a laptop's state folder. @throws InputError where they are not named or not there */
export async function openTables(
  where: Where,
  usage: string,
  compartment: Compartment = 'open',
): Promise<Tables> {
  const { state = '.due-process', table, reportsTable, nationalSecurityTable: nationalSecurity } = where;
  const { workTable, logArchive, logBucket, endpoint } = where;
  const whole = [table, reportsTable, nationalSecurity].filter((name) => name !== undefined).length;
  if (whole !== 0 && whole !== 3)
    throw wrongArguments('Name the tables of demands, of reports and of national-security process', usage);
  if (endpoint !== undefined && !URL.canParse(endpoint)) throw wrongArguments('--endpoint is a URL', usage);
  if (table === undefined || reportsTable === undefined) return openState(state, compartment);
  const named = [workTable, logArchive, logBucket].filter((name) => name !== undefined).length;
  if (named !== 0 && named !== 3)
    throw wrongArguments('Name the work table and both buckets of the log', usage);
  const log =
    logArchive === undefined || logBucket === undefined
      ? undefined
      : { archive: bucketReader(logArchive, endpoint), published: bucketReader(logBucket, endpoint) };
  const documents = documentsOf(clientAt(endpoint));
  const hasEditions = !isCleared(table);
  const tables = { documents, demands: table, reports: reportsTable, nationalSecurity, work: workTable };
  return { ...tables, hasEditions, log, close: async () => {} };
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
  const { AWS_REGION: region = 'us-east-1', AWS_ACCESS_KEY_ID } = process.env;
  const made = { accessKeyId: 'local', secretAccessKey: 'local' };
  return new DynamoDBClient({
    endpoint,
    region,
    ...(AWS_ACCESS_KEY_ID === undefined ? { credentials: made } : {}),
  });
}

/** The laptop's tables, on a copy, so that looking changes nothing. */
async function openState(folder: string, compartment: Compartment): Promise<Tables> {
  const database = join(folder, 'dynamo.db');
  if (!existsSync(database)) throw new InputError(`There is no ${database}.`);
  const copy = mkdtempSync(join(tmpdir(), 'due-process-fsck-'));
  for (const suffix of ['', '-wal', '-shm'])
    if (existsSync(database + suffix)) cpSync(database + suffix, join(copy, `dynamo.db${suffix}`));
  const engine = await startDynamo({
    databaseFile: join(copy, 'dynamo.db'),
    logFile: join(copy, 'engine.log'),
    report: console.error,
    outage: () => {},
  });
  const client = clientAt(engine.url.href);
  const close = async () => {
    await engine.stop();
    rmSync(copy, { recursive: true, force: true });
  };
  try {
    const tables = await findTables(client, compartment);
    const log = stateBuckets(folder, (name) => isOf(name, compartment));
    const hasEditions = compartment === 'open';
    return { documents: documentsOf(client), ...tables, log, hasEditions, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What belongs to the one compartment has this in its name. */
const isCleared = (name: string) => /cleared/i.test(name);
const isOf = (name: string, compartment: Compartment) => isCleared(name) === (compartment === 'cleared');

async function findTables(
  client: DynamoDBClient,
  compartment: Compartment,
): Promise<Pick<Tables, 'demands' | 'reports' | 'nationalSecurity' | 'work'>> {
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  const indexed = await Promise.all(
    TableNames.map(async (name) => {
      const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
      return Table?.GlobalSecondaryIndexes?.some((index) => index.IndexName === 'byAuthority');
    }),
  );
  const demands = TableNames.find((name, index) => indexed[index] && isOf(name, compartment));
  const nationalSecurity = TableNames.find((name) => /nationalsecurity/i.test(name));
  const reports = TableNames.find((name) => /report/i.test(name) && name !== nationalSecurity);
  if (!demands && compartment === 'cleared') throw new NoCompartment('There is no such compartment.');
  if (!demands || !reports) throw new InputError('The demands table and the reports table were not found.');
  const work = TableNames.find((name) => /work/i.test(name) && isOf(name, compartment));
  return { demands, reports, nationalSecurity, work };
}
