/**
 * Counts again what no stream brought: folds every ledger of the demands table and writes the contribution rows of the
 * reports table that are missing or behind. Safe at any time and as often as one likes: a row never goes back.
 *
 *   npm run rebuild -- --table NAME --reports-table NAME [--endpoint URL]
 *
 * A ledger that cannot be read is named and skipped; exit 1 then. `npm run fsck` checks the result.
 */
import { demandIdOf, demandPartition } from '../functions/ledger/demands.table.ts';
import { dynamoDemandStore } from '../functions/ledger/dynamodb-demand.store.ts';
import { dynamoContributionStore } from '../functions/reporting/dynamodb-contribution.store.ts';
import { rebuildContribution } from '../functions/reporting/rebuild-contribution.ts';
import { readArguments, wrongArguments } from './arguments.ts';
import { openTables, type Tables } from './fsck/open-tables.ts';
import { scan } from './fsck/read-items.ts';
import { runScript } from './input-file.ts';

const USAGE = 'npm run rebuild -- --table NAME --reports-table NAME [--endpoint URL]';
const OPTIONS = {
  table: { type: 'string' },
  'reports-table': { type: 'string' },
  endpoint: { type: 'string' },
} as const;

async function rebuild({ documents, demands, reports }: Tables): Promise<number> {
  const store = dynamoDemandStore(documents, demands);
  const contributions = dynamoContributionStore(documents, reports);
  const tally = { ledgers: 0, written: 0, unreadable: 0 };
  const seen = new Set<string>();
  for await (const { pk } of scan(documents, { TableName: demands, ProjectionExpression: 'pk' })) {
    if (typeof pk !== 'string' || !pk.startsWith(demandPartition('')) || seen.has(pk)) continue;
    seen.add(pk);
    tally.ledgers += 1;
    try {
      const contribution = rebuildContribution(await store.events(demandIdOf(pk)));
      if (contribution && (await contributions.put(contribution)) === 'applied') tally.written += 1;
    } catch (error) {
      tally.unreadable += 1;
      console.log(`${demandIdOf(pk)}  ${error instanceof Error ? error.name : 'unnamed error'}`);
    }
  }
  const { ledgers, written, unreadable } = tally;
  console.log(`${ledgers} ledgers: ${written} rows written, ${unreadable} ledgers unreadable`);
  return unreadable === 0 ? 0 : 1;
}

await runScript(async () => {
  const {
    table,
    'reports-table': reportsTable,
    endpoint,
  } = readArguments(USAGE, { options: OPTIONS }).values;
  if (!table || !reportsTable) throw wrongArguments('Name both tables', USAGE);
  const tables = await openTables({ table, reportsTable, endpoint }, USAGE);
  try {
    return await rebuild(tables);
  } finally {
    await tables.close();
  }
});
