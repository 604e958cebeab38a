/**
 * Checks what the numbers rest on, with code of its own for chain, hashes and log: every demand's ledger is an unbroken chain
 * of things that may happen, it ends where the demand says, the items beside it are those that its events vouch for, the
 * rows that are counted are exactly what the ledgers' last events say, and all of it is what was logged.
 *
 *   npm run fsck [-- --state FOLDER]                                    a laptop's state (.due-process), both compartments
 *   npm run fsck -- --table NAME --reports-table NAME --national-security-table NAME [--endpoint URL]  any tables
 *     --work-table NAME --log-archive BUCKET --log-bucket BUCKET        and their log
 *
 * --log-key pins the log's key (a verifier key, or a file with one); without it the key beside the checkpoints is taken, which
 * who rewrote those could have rewritten too. --checkpoint names a file with a checkpoint that was kept elsewhere: the log
 * must have grown from it. --unlogged-before INSTANT: ledgers that ended before it are older than the log.
 *
 * Prints a line for each fault and a verdict; exit 1 on any fault. It reads whole tables and writes nothing: a tool for
 * operators, not for functions.
 */
import { readArguments, wrongArguments } from './arguments.ts';
import type { LogOptions } from './fsck/check-log.ts';
import { checkTables } from './fsck/check-tables.ts';
import { COMPARTMENTS, NoCompartment, openTables, type Tables } from './fsck/open-tables.ts';
import { readInput, runScript } from './input-file.ts';
import { LogFault } from './log/log-fault.ts';
import { pinnedKey } from './log/read-checkpoint.ts';

const USAGE =
  'npm run fsck -- [--state FOLDER] | --table NAME --reports-table NAME --national-security-table NAME [--endpoint URL] [--work-table NAME --log-archive BUCKET --log-bucket BUCKET] [--log-key KEY] [--checkpoint FILE] [--unlogged-before INSTANT]';
const OPTIONS = {
  'work-table': { type: 'string' },
  'log-archive': { type: 'string' },
  'log-bucket': { type: 'string' },
  'log-key': { type: 'string' },
  checkpoint: { type: 'string' },
  'unlogged-before': { type: 'string' },
  state: { type: 'string' },
  table: { type: 'string' },
  'reports-table': { type: 'string' },
  'national-security-table': { type: 'string' },
  endpoint: { type: 'string' },
} as const;

/** A verifier key, or the file that holds one. @throws InputError where it is none */
function readKey(given: string): string {
  const key = given.includes('+') ? given : readInput(given);
  try {
    pinnedKey(key);
    return key;
  } catch (error) {
    if (!(error instanceof LogFault)) throw error;
    throw wrongArguments(`--log-key: ${error.message}`, USAGE);
  }
}

/** A checkpoint that was kept; whether it is of this log is found out with the log's key. @throws InputError where it is none */
function readKept(file: string): string {
  const note = readInput(file);
  if (!/^[^\n]+\n\d+\n[^\n]+\n(?:[^\n]+\n)*\n(?:— [^\n]+\n)+$/.test(note))
    throw wrongArguments('--checkpoint names a file with a checkpoint', USAGE);
  return note;
}

function readInstant(given: string): string {
  if (!/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(given) || Number.isNaN(Date.parse(given)))
    throw wrongArguments('--unlogged-before is an instant such as 2026-11-23T09:00:00.000Z', USAGE);
  return new Date(given).toISOString();
}

await runScript(async () => {
  const { values: options } = readArguments(USAGE, { options: OPTIONS });
  const { 'log-key': key, checkpoint: kept, 'unlogged-before': unloggedBefore } = options;
  const trust = {
    key: key === undefined ? undefined : readKey(key),
    kept: kept === undefined ? undefined : readKept(kept),
    unloggedBefore: unloggedBefore === undefined ? undefined : readInstant(unloggedBefore),
  };
  const where = {
    reportsTable: options['reports-table'],
    nationalSecurityTable: options['national-security-table'],
    workTable: options['work-table'],
    logArchive: options['log-archive'],
    logBucket: options['log-bucket'],
  };
  const isNamed = options.table !== undefined;
  let isWhole = true;
  // The laptop's logs have keys of their own: a key and a checkpoint that are given are the open one's.
  for (const compartment of isNamed ? (['open'] as const) : COMPARTMENTS) {
    const tables = await openTables({ ...options, ...where }, USAGE, compartment).catch(orNone);
    if (!tables) continue;
    try {
      if (compartment === 'cleared') console.log('demands for cleared people:');
      const pins = compartment === 'cleared' ? { ...trust, key: undefined, kept: undefined } : trust;
      isWhole = (await check(tables, pins)) && isWhole;
    } finally {
      await tables.close();
    }
  }
  return isWhole ? 0 : 1;
});

function orNone(error: unknown): undefined {
  if (!(error instanceof NoCompartment)) throw error;
  console.log('no demands for cleared people: an earlier release wrote this state');
}

/** Prints what is wrong, and a verdict. */
async function check(tables: Tables, trust: LogOptions): Promise<boolean> {
  const checked = await checkTables(tables, (id, fault) => console.log(`${id}  ${fault}`), trust);
  if (!tables.log)
    console.log('no log was looked at: a ledger that was rewritten with all its hashes is not found');
  else if (trust.key === undefined) console.log('the key of the log is its own: pin it with --log-key');
  const { ledgers, events, unknownActions, unmoved, faults } = checked;
  if (unknownActions > 0) console.log(`${unknownActions} events of actions that this version does not know`);
  if (unmoved > 0)
    console.log(
      `${unmoved} rows of national-security process lie in the reports table: \`npm run rebuild\` moves them`,
    );
  const verdict =
    faults === 0 ? 'whole, and the numbers are theirs' : `${faults} ${faults === 1 ? 'fault' : 'faults'}`;
  console.log(`${ledgers} ledgers with ${events} events: ${verdict}`);
  return faults === 0;
}
