/**
 * Counts again what no stream brought: folds every ledger of the demands table and writes the contribution rows that are
 * missing or behind. Safe at any time and as often as one likes: a row never goes back. A row of national-security process that an
 * earlier release wrote among the others is moved into the table of its own: written there, then deleted here.
 *
 *   npm run rebuild -- --table NAME --reports-table NAME --national-security-table NAME [--endpoint URL]
 *     --work-table NAME --log-archive BUCKET --log-bucket BUCKET [--log-key KEY] [--unlogged-before INSTANT]
 *
 * Afterwards every row is compared with the ledger that it counts. One that says something else, is ahead of its ledger, or
 * counts a demand that is not there is named; exit 1 then. It is not written over: whoever made it so is to be found first.
 * Then delete the row, and run this again.
 *
 * A ledger that cannot be read, is not whole, or is not the one that was logged, is named and skipped; exit 1 then: what was
 * forged is not counted into being. Without the log, a ledger that was forged with all its hashes is. `npm run fsck` checks the
 * result.
 */
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { demandIdOf, demandPartition } from '../functions/ledger/demands.table.ts';
import { dynamoDemandStore } from '../functions/ledger/dynamodb-demand.store.ts';
import { type Contribution, isSecret } from '../functions/reporting/contribution.schema.ts';
import { dynamoContributionStore } from '../functions/reporting/dynamodb-contribution.store.ts';
import { halfYearOf } from '../functions/reporting/period.ts';
import { rebuildContribution } from '../functions/reporting/rebuild-contribution.ts';
import { contributionKey } from '../functions/reporting/reports.table.ts';
import { readArguments, wrongArguments } from './arguments.ts';
import { chainFaults, type Fault } from './fsck/chain-faults.ts';
import { checkLog, type KnownLedger, knownLedger, type LogOptions } from './fsck/check-log.ts';
import { itemFaults } from './fsck/item-faults.ts';
import { lifeOf } from './fsck/life-faults.ts';
import { openTables, type Tables } from './fsck/open-tables.ts';
import { rawDemand } from './fsck/raw-demand.ts';
import { readCounted } from './fsck/read-counted.ts';
import { itemsOf, scan } from './fsck/read-items.ts';
import { type Due, dueOf, reportFaults } from './fsck/report-faults.ts';
import { readInput, runScript } from './input-file.ts';

const USAGE =
  'npm run rebuild -- --table NAME --reports-table NAME --national-security-table NAME [--endpoint URL] [--work-table NAME --log-archive BUCKET --log-bucket BUCKET] [--log-key KEY] [--unlogged-before INSTANT]';
const OPTIONS = {
  table: { type: 'string' },
  'reports-table': { type: 'string' },
  'national-security-table': { type: 'string' },
  endpoint: { type: 'string' },
  'work-table': { type: 'string' },
  'log-archive': { type: 'string' },
  'log-bucket': { type: 'string' },
  'log-key': { type: 'string' },
  'unlogged-before': { type: 'string' },
} as const;

async function rebuild(tables: Tables, options: LogOptions): Promise<number> {
  const { documents, demands, reports, nationalSecurity: secret = '' } = tables;
  const store = dynamoDemandStore(documents, demands);
  const contributions = dynamoContributionStore(documents, { reports, secret });
  const tally = { written: 0, moved: 0, unreadable: 0 };
  const { ledgers, due, faults } = await examined(tables, options);
  if (!tables.log)
    console.error('no log was looked at: a ledger that was forged with all its hashes is counted');
  for (const id of ledgers) {
    const found = faults.get(id);
    if (found) {
      tally.unreadable += 1;
      for (const fault of found) console.log(`${id}  ${fault}`);
      continue;
    }
    try {
      const contribution = rebuildContribution(await store.events(id));
      if (!contribution) continue;
      if ((await contributions.put(contribution)) !== 'stale') tally.written += 1;
      if (isSecret(contribution) && (await takeAway(contribution, tables))) tally.moved += 1;
    } catch (error) {
      tally.unreadable += 1;
      console.log(`${id}  ${error instanceof Error ? error.name : 'unnamed error'}`);
    }
  }
  const ofLog = faults.get('log') ?? [];
  for (const fault of ofLog) console.log(`log  ${fault}`);
  const { counted } = await readCounted(tables);
  // Of ledgers that are not whole nothing is said.
  const different = reportFaults(
    due,
    counted.filter(({ demandId }) => !faults.has(demandId)),
  );
  for (const [id, fault] of different) console.log(`${id}  ${fault}`);
  const { written, moved, unreadable } = tally;
  if (moved > 0) console.log(`${moved} rows of national-security process taken out of the reports table`);
  console.log(
    `${ledgers.length} ledgers: ${written} rows written, ${unreadable} ledgers unreadable or not whole, ${different.length} rows different`,
  );
  return unreadable === 0 && ofLog.length === 0 && different.length === 0 ? 0 : 1;
}

/**
 * Deletes the row of the reports table whose place another has taken by now. One that is ahead of its ledger stays: it is named
 * below, and whoever made it so is to be found first.
 */
async function takeAway(
  { demandId, seq, facts }: Contribution,
  { documents, reports }: Tables,
): Promise<boolean> {
  try {
    const { Attributes } = await documents.send(
      new DeleteCommand({
        TableName: reports,
        Key: contributionKey(halfYearOf(facts.receivedAt), demandId),
        ConditionExpression: 'attribute_not_exists(pk) OR seq <= :seq',
        ExpressionAttributeValues: { ':seq': seq },
        ReturnValues: 'ALL_OLD',
      }),
    );
    return Attributes !== undefined;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/** Every ledger, and what is wrong with it, the items beside it, and what was logged of it, as fsck sees it. */
async function examined(tables: Tables, options: LogOptions) {
  const { documents, demands } = tables;
  const [known, faults] = [new Map<string, KnownLedger>(), new Map<string, Fault[]>()];
  const due = new Map<string, Due>();
  for await (const { pk } of scan(documents, { TableName: demands, ProjectionExpression: 'pk' })) {
    if (typeof pk !== 'string' || !pk.startsWith(demandPartition(''))) continue;
    const id = demandIdOf(pk);
    if (known.has(id)) continue;
    const raw = rawDemand(id, await itemsOf(documents, demands, id));
    const life = lifeOf(raw);
    const found = [...chainFaults(raw), ...life.faults, ...itemFaults(raw, life)];
    known.set(id, knownLedger(raw));
    const counts = dueOf(raw);
    if (found.length > 0) faults.set(id, found);
    else if (counts) due.set(id, counts);
  }
  // The log is read last: what was written meanwhile waits or is logged by then.
  for (const [id, fault] of tables.log
    ? await checkLog(tables, { ledgers: known, editions: [] }, options)
    : [])
    faults.set(id, [...(faults.get(id) ?? []), fault]);
  for (const id of faults.keys()) due.delete(id);
  return { ledgers: [...known.keys()], due, faults };
}

await runScript(async () => {
  const { values } = readArguments(USAGE, { options: OPTIONS });
  const { table, 'reports-table': reportsTable, endpoint, 'log-key': key } = values;
  const nationalSecurityTable = values['national-security-table'];
  if (!table || !reportsTable || !nationalSecurityTable)
    throw wrongArguments('Name the tables of demands, of reports and of national-security process', USAGE);
  const [workTable, logArchive, logBucket] = [
    values['work-table'],
    values['log-archive'],
    values['log-bucket'],
  ];
  const where = { table, reportsTable, nationalSecurityTable, endpoint, workTable, logArchive, logBucket };
  const tables = await openTables(where, USAGE);
  const pinned = key === undefined || key.includes('+') ? key : readInput(key);
  try {
    return await rebuild(tables, { key: pinned, unloggedBefore: values['unlogged-before'] });
  } finally {
    await tables.close();
  }
});
