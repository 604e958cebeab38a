/**
 * Counts again what no stream brought: folds every ledger of the demands table and writes the contribution rows of the
 * reports table that are missing or behind. Safe at any time and as often as one likes: a row never goes back.
 *
 *   npm run rebuild -- --table NAME --reports-table NAME [--endpoint URL]
 *
 * A ledger that cannot be read is named and skipped; exit 1 then. `npm run fsck` checks the result.
 */
import { parseArgs } from 'node:util';
import { demandIdOf, demandPartition } from '../functions/ledger/demands.table.ts';
import { dynamoDemandStore } from '../functions/ledger/dynamodb-demand.store.ts';
import { dynamoContributionStore } from '../functions/reporting/dynamodb-contribution.store.ts';
import { rebuildContribution } from '../functions/reporting/rebuild-contribution.ts';
import { openTables } from './fsck/open-tables.ts';
import { scan } from './fsck/read-items.ts';

const { values: options } = parseArgs({
  options: {
    table: { type: 'string' },
    'reports-table': { type: 'string' },
    endpoint: { type: 'string' },
  },
});
if (!options.table || !options['reports-table']) {
  console.error('Name the tables: npm run rebuild -- --table NAME --reports-table NAME [--endpoint URL]');
  process.exit(2);
}

const { documents, demands, reports, close } = await openTables({
  ...options,
  reportsTable: options['reports-table'],
});
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
await close();
console.log(
  `${tally.ledgers} ledgers: ${tally.written} rows written, ${tally.unreadable} ledgers unreadable`,
);
process.exitCode = tally.unreadable === 0 ? 0 : 1;
