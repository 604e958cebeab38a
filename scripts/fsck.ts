/**
 * Checks what the numbers rest on: every demand's ledger is an unbroken chain that ends where the demand says, and the
 * reports table holds exactly what the ledgers' last events say.
 *
 *   npm run fsck [-- --state FOLDER]                                    a laptop's state (.due-process)
 *   npm run fsck -- --table NAME --reports-table NAME [--endpoint URL]  any tables
 *   ... --rebuild                                                       writes the contributions that are missing or behind
 *
 * Prints a line for each fault and a verdict; exit 1 on any fault. It reads whole tables: a tool for operators, not for
 * functions.
 */
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { BY_AUTHORITY, demandIdOf, demandPartition } from '../functions/ledger/demands.table.ts';
import { dynamoDemandStore } from '../functions/ledger/dynamodb-demand.store.ts';
import { rebuildChain } from '../functions/ledger/rebuild-chain.ts';
import { Contribution } from '../functions/reporting/contribution.schema.ts';
import { dynamoContributionStore } from '../functions/reporting/dynamodb-contribution.store.ts';
import {
  contributionFaults,
  rebuildContribution,
  type StoredContribution,
} from '../functions/reporting/rebuild-contributions.ts';
import { CONTRIBUTION_PREFIX, periodPartition } from '../functions/reporting/reports.table.ts';
import { documentClient } from '../functions/shared/dynamodb.ts';
import { startDynamo } from '../local/dynamo/engine.ts';
import { readArguments, wrongArguments } from './arguments.ts';
import { InputError, runScript } from './input-file.ts';

type Tables = { client: DynamoDBClient; demands: string; reports: string; close: () => Promise<void> };

const USAGE =
  'npm run fsck -- [--state FOLDER] | --table NAME --reports-table NAME [--endpoint URL] [--rebuild]';

const OPTIONS = {
  state: { type: 'string' },
  table: { type: 'string' },
  'reports-table': { type: 'string' },
  endpoint: { type: 'string' },
  rebuild: { type: 'boolean', default: false },
} as const;

const readOptions = () => readArguments(USAGE, { options: OPTIONS }).values;
type Options = ReturnType<typeof readOptions>;

function clientAt(endpoint: string | undefined): DynamoDBClient {
  if (endpoint === undefined) return new DynamoDBClient({});
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return new DynamoDBClient({ endpoint, region: process.env.AWS_REGION ?? 'us-east-1', credentials });
}

async function openTables(options: Options): Promise<Tables> {
  const { state = '.due-process', table, 'reports-table': reports, endpoint } = options;
  if ((table === undefined) !== (reports === undefined)) throw wrongArguments('Name both tables', USAGE);
  if (endpoint !== undefined && !URL.canParse(endpoint)) throw wrongArguments('--endpoint is a URL', USAGE);
  if (table === undefined || reports === undefined) return openState(state, options.rebuild);
  return { client: clientAt(endpoint), demands: table, reports, close: async () => {} };
}

/** The laptop's tables, on a copy, so that looking changes nothing. */
async function openState(folder: string, rebuild: boolean): Promise<Tables> {
  if (rebuild) throw new InputError('Start the laptop and use --endpoint to rebuild.');
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
  return { client, ...(await findTables(client)), close };
}

async function findTables(client: DynamoDBClient): Promise<{ demands: string; reports: string }> {
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  const indexed = await Promise.all(
    TableNames.map(async (name) => {
      const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
      return Table?.GlobalSecondaryIndexes?.some((index) => index.IndexName === BY_AUTHORITY.indexName);
    }),
  );
  const demands = TableNames.find((_, index) => indexed[index]);
  const reports = TableNames.find((name) => /report/i.test(name));
  if (!demands || !reports) throw new Error('The demands table and the reports table were not found.');
  return { demands, reports };
}

async function* scan(documents: DynamoDBDocumentClient, input: ScanCommand['input']) {
  let from: Record<string, unknown> | undefined;
  do {
    const page = await documents.send(
      new ScanCommand({ ...input, ConsistentRead: true, ExclusiveStartKey: from }),
    );
    yield* page.Items ?? [];
    from = page.LastEvaluatedKey;
  } while (from);
}

async function demandIds(documents: DynamoDBDocumentClient, table: string): Promise<Set<string>> {
  const ids = new Set<string>();
  for await (const { pk } of scan(documents, { TableName: table, ProjectionExpression: 'pk' }))
    if (typeof pk === 'string' && pk.startsWith(demandPartition(''))) ids.add(demandIdOf(pk));
  return ids;
}

async function storedContributions(
  documents: DynamoDBDocumentClient,
  table: string,
): Promise<StoredContribution[]> {
  const stored: StoredContribution[] = [];
  for await (const { pk, sk, ...body } of scan(documents, { TableName: table }))
    if (typeof sk === 'string' && sk.startsWith(CONTRIBUTION_PREFIX))
      stored.push({
        halfYear: String(pk).slice(periodPartition('').length),
        contribution: Contribution.parse(body),
      });
  return stored;
}

async function check({ client, demands, reports }: Tables, rebuild: boolean): Promise<number> {
  const documents = documentClient(client);
  const store = dynamoDemandStore(documents, demands);
  const contributions = dynamoContributionStore(documents, reports);
  const rebuilt: Contribution[] = [];
  let faults = 0;
  let events = 0;
  const report = (demandId: string, fault: string) => {
    faults += 1;
    console.log(`${demandId}  ${fault}`);
  };
  for (const id of await demandIds(documents, demands)) {
    const record = await store.read(id);
    const ledger = await store.events(id);
    events += ledger.length;
    for (const { seq, fault } of rebuildChain(record, ledger)) report(id, `ledger: ${fault} at event ${seq}`);
    const contribution = rebuildContribution(ledger);
    if (contribution) rebuilt.push(contribution);
    if (contribution && rebuild) await contributions.put(contribution);
  }
  for (const { demandId, fault } of contributionFaults(
    rebuilt,
    await storedContributions(documents, reports),
  ))
    report(demandId, `report: contribution ${fault}`);
  console.log(
    `${rebuilt.length} ledgers with ${events} events: ${faults === 0 ? 'whole, and the numbers are theirs' : `${faults} faults`}`,
  );
  return faults;
}

await runScript(async () => {
  const options = readOptions();
  const tables = await openTables(options);
  try {
    return (await check(tables, options.rebuild)) === 0 ? 0 : 1;
  } finally {
    await tables.close();
  }
});
