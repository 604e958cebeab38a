import type { Fault } from './chain-faults.ts';
import { awaitedIn, type KnownEvent, type LogView, logFaults, otherFault } from './log-faults.ts';
import type { Tables } from './open-tables.ts';
import { type Item, type RawDemand, rawDemand } from './raw-demand.ts';
import { itemsOf } from './read-items.ts';
import { type LogHead, otherIn, type ReadLog, readLog, type Trust } from './read-log.ts';
import { readWaiting } from './waiting.ts';

/** What a ledger looks like to the log. */
export type KnownLedger = { events: KnownEvent[]; packages: string[]; receipts: string[] };

/** An edition as it would be logged. */
export type KnownEdition = { said: string; asOf: string };

export type LogOptions = Trust & { unloggedBefore?: string | undefined };

type Seen = {
  ledgers: ReadonlyMap<string, KnownLedger>;
  editions: readonly (KnownEdition | undefined)[];
};

export const knownLedger = ({ events }: RawDemand): KnownLedger => ({
  events: events.map(({ seq, hash, at, salt }) => ({ seq, hash, at, isSalted: salt !== undefined })),
  packages: events
    .filter(({ action, salt }) => action === 'disclosure.sealed' && salt !== undefined)
    .map(({ detail }) => String(detail.packageSha256)),
  // Hand-overs of before there were receipts have none.
  receipts: events
    .filter(({ action, detail }) => action === 'disclosure.fetched' && detail.receiptSha256 !== undefined)
    .map(({ detail }) => String(detail.receiptSha256)),
});

/** The edition in a row of the reports table; undefined for every other row. */
export function editionOf({ sk, period, edition, json, asOf }: Item): KnownEdition | undefined {
  if (!String(sk).startsWith('edition#')) return undefined;
  return { said: `${period} ${edition} ${Object(json).sha256}`, asOf: String(asOf) };
}

/** Holds what was seen against the log: each fault by the demand, period or thing that has it. None without a log. */
export async function checkLog(tables: Tables, seen: Seen, options: LogOptions): Promise<[string, Fault][]> {
  if (!tables.log && tables.work === undefined) return [];
  const { lines, faults, head } = await readWaiting(tables.documents, tables.work);
  const log = tables.log ? await readLog(tables.log, { ...options, head }) : noLog(head);
  const awaited = awaitedIn(lines.keys(), log.unsigned);
  const packages = loggedOf(PACKAGE, { log, waiting: lines });
  const receipts = loggedOf(RECEIPT, { log, waiting: lines });
  const view = { log, waiting: lines, awaited, packages, receipts, unloggedBefore: options.unloggedBefore };
  const found: [string, Fault][] = [...log.faults, ...faults].map((fault) => ['log', fault]);
  for (const id of new Set([
    ...seen.ledgers.keys(),
    ...log.events.keys(),
    ...awaited.keys(),
    ...packages.keys(),
    ...receipts.keys(),
  ]))
    for (const fault of await ledgerFaults(id, { tables, seen, view })) found.push([id, fault]);
  return [...found, ...editionFaults(seen, view)];
}

/** A log that signed nothing yet: what was written since there is one waits for it, or somebody took it away. */
const noLog = (head: LogHead | undefined): ReadLog => ({
  faults: head ? ['log: it is gone, and remembers that it signed'] : [],
  events: new Map(),
  others: new Set(),
  unsigned: new Set(),
  size: 0,
  at: '',
});

const PACKAGE = /^([a-z]-\S+) ([0-9a-f]{64})$/;
const RECEIPT = /^receipt ([a-z]-\S+) ([0-9a-f]{64})$/;

/** Packages, or receipts, that the log has or is about to have, by demand. */
function loggedOf(kind: RegExp, { log, waiting }: Pick<LogView, 'log' | 'waiting'>): Map<string, string[]> {
  const waits = [...waiting.keys(), ...log.unsigned].flatMap((line) => otherIn(line) ?? []);
  const logged = new Map<string, string[]>();
  for (const said of new Set([...log.others, ...waits])) {
    const [, id, sha256] = kind.exec(said) ?? [];
    if (id !== undefined && sha256 !== undefined) logged.set(id, [...(logged.get(id) ?? []), sha256]);
  }
  return logged;
}

type Logged = ReadonlyMap<string, readonly string[]>;
type View = LogView & { packages: Logged; receipts: Logged };
type Looking = { tables: Tables; seen: Seen; view: View };

/** What is wrong on a second look too: what was logged since the first is there by then. */
async function ledgerFaults(id: string, { tables, seen, view }: Looking): Promise<Fault[]> {
  const faults = faultsOf(id, seen.ledgers.get(id), view);
  if (faults.length === 0) return [];
  const again = knownLedger(rawDemand(id, await itemsOf(tables.documents, tables.demands, id)));
  const still = new Set(faultsOf(id, again, view));
  return faults.filter((fault) => still.has(fault));
}

function faultsOf(
  id: string,
  ledger: KnownLedger = { events: [], packages: [], receipts: [] },
  view: View,
): Fault[] {
  if (ledger.events.length === 0 && (view.log.events.has(id) || view.awaited.has(id)))
    return ['log: the demand is gone, and was logged'];
  const packages = ledger.packages
    .filter((sha256) => otherFault('disclosure', `${id} ${sha256}`, view))
    .map(() => 'log: a package was never logged, and does not wait to be');
  const strange = (view.packages.get(id) ?? [])
    .filter((sha256) => !ledger.packages.includes(sha256))
    .map(() => 'log: no event tells of a package that was logged');
  const receipts = ledger.receipts
    .filter((sha256) => otherFault('receipt', `${id} ${sha256}`, view))
    .map(() => 'log: a receipt was never logged, and does not wait to be');
  const unknown = (view.receipts.get(id) ?? [])
    .filter((sha256) => !ledger.receipts.includes(sha256))
    .map(() => 'log: no event tells of a receipt that was logged');
  return [...logFaults(id, ledger.events, view), ...packages, ...strange, ...receipts, ...unknown];
}

const EDITION = /^(\d{4}(?:-H[12])?|[0-9-]{10}--[0-9-]{10}) \d+ [0-9a-f]{64}$/;

function editionFaults({ editions }: Seen, view: LogView): [string, Fault][] {
  const known = editions.filter((edition) => edition !== undefined);
  const there = new Set(known.map(({ said }) => said));
  const periodOf = (said: string) => said.split(' ', 1)[0] ?? '';
  const strange = known.filter(
    ({ said, asOf }) =>
      otherFault('edition', said, view) && !(view.unloggedBefore !== undefined && asOf < view.unloggedBefore),
  );
  const gone = [...view.log.others].filter((said) => EDITION.test(said) && !there.has(said));
  return [
    ...strange.map(({ said }): [string, Fault] => [periodOf(said), 'log: an edition was never logged']),
    ...gone.map((said): [string, Fault] => [
      periodOf(said),
      'log: an edition that was logged is gone or altered',
    ]),
  ];
}
