/**
 * Checks what the numbers rest on, with code of its own for chain and hashes: every demand's ledger is an unbroken chain of
 * things that may happen, it ends where the demand says, the items beside it are those that its events vouch for, and the
 * reports table holds exactly what the ledgers' last events say.
 *
 *   npm run fsck [-- --state FOLDER]                                    a laptop's state (.due-process)
 *   npm run fsck -- --table NAME --reports-table NAME [--endpoint URL]  any tables
 *
 * Prints a line for each fault and a verdict; exit 1 on any fault. It reads whole tables and writes nothing: a tool for
 * operators, not for functions.
 */
import { readArguments } from './arguments.ts';
import { checkTables } from './fsck/check-tables.ts';
import { openTables } from './fsck/open-tables.ts';
import { runScript } from './input-file.ts';

const USAGE = 'npm run fsck -- [--state FOLDER] | --table NAME --reports-table NAME [--endpoint URL]';
const OPTIONS = {
  state: { type: 'string' },
  table: { type: 'string' },
  'reports-table': { type: 'string' },
  endpoint: { type: 'string' },
} as const;

await runScript(async () => {
  const { values: options } = readArguments(USAGE, { options: OPTIONS });
  const tables = await openTables({ ...options, reportsTable: options['reports-table'] }, USAGE);
  try {
    const checked = await checkTables(tables, (id, fault) => console.log(`${id}  ${fault}`));
    const { ledgers, events, unknownActions, faults } = checked;
    if (unknownActions > 0)
      console.log(`${unknownActions} events of actions that this version does not know`);
    const verdict =
      faults === 0 ? 'whole, and the numbers are theirs' : `${faults} ${faults === 1 ? 'fault' : 'faults'}`;
    console.log(`${ledgers} ledgers with ${events} events: ${verdict}`);
    return faults === 0 ? 0 : 1;
  } finally {
    await tables.close();
  }
});
