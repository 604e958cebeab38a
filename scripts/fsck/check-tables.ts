import { setTimeout as sleep } from 'node:timers/promises';
import { chainFaults, type Fault } from './chain-faults.ts';
import { checkLog, editionOf, type KnownLedger, knownLedger, type LogOptions } from './check-log.ts';
import { itemFaults } from './item-faults.ts';
import { lifeOf } from './life-faults.ts';
import type { Tables } from './open-tables.ts';
import { kindOf, type RawDemand, rawDemand } from './raw-demand.ts';
import { readCounted } from './read-counted.ts';
import { itemsOf, scan } from './read-items.ts';
import { type Due, dueOf, reportFaults } from './report-faults.ts';

/** `unmoved`: rows of national-security process that lie in the other table, as an earlier release wrote them. */
export type Checked = {
  ledgers: number;
  events: number;
  unknownActions: number;
  unmoved: number;
  faults: number;
};

/** Times that a demand is read anew before what is wrong with it counts: others may be changing it. */
const LOOKS = 3;
const PAUSE_MS = 200;

/** Checks all tables; tells every fault by the demand that has it. */
export async function checkTables(
  tables: Tables,
  tell: (id: string, fault: Fault) => void,
  options: LogOptions = {},
): Promise<Checked> {
  const { demands } = tables;
  const checked: Checked = { ledgers: 0, events: 0, unknownActions: 0, unmoved: 0, faults: 0 };
  const report = (id: string, fault: Fault) => {
    checked.faults += 1;
    tell(id, fault);
  };
  const { ids, filed, strange } = await partitions(tables);
  for (const id of strange) report(id, 'item: a partition of no demand');
  const ledgers = new Map<string, KnownLedger>();
  const due = new Map<string, Due>();
  for (const id of ids) {
    const { raw, faults, unknownActions } = await checkDemand(tables, id);
    checked.ledgers += 1;
    checked.events += raw.events.length;
    checked.unknownActions += unknownActions;
    for (const fault of faults) report(id, fault);
    ledgers.set(id, knownLedger(raw));
    const counts = dueOf(raw);
    if (counts) due.set(id, counts);
  }
  for (const id of filed) if (!ids.has(id)) report(id, 'ledger: gone, though it was filed');
  const editions: ReturnType<typeof editionOf>[] = [];
  const { counted, unmoved } = await readCounted(tables, (item) => {
    if (tables.hasEditions) editions.push(editionOf(item));
  });
  checked.unmoved = unmoved;
  for (const [id, fault] of reportFaults(due, counted)) report(id, fault);
  // What was written meanwhile waits or is logged by now: so the log is read last.
  for (const [id, fault] of await checkLog(tables, { ledgers, editions }, options)) report(id, fault);
  if (ids.size === 0 && counted.length === 0 && tables.hasEditions) tell(demands, 'holds no demand');
  return checked;
}

/** The demands that there are, those that some idempotency key says that it filed, and what else stands among them. */
async function partitions({ documents, demands }: Tables) {
  const [ids, filed, strange] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const input = { TableName: demands, ProjectionExpression: 'pk, sk, demandId' };
  for await (const { pk, sk, demandId } of scan(documents, input)) {
    if (typeof pk === 'string' && pk.startsWith('demand#')) ids.add(pk.slice('demand#'.length));
    else if (sk === 'idempotency') filed.add(String(demandId));
    else strange.add(kindOf(String(pk)));
  }
  return { ids, filed, strange };
}

type Look = { raw: RawDemand; faults: Fault[]; unknownActions: number };

async function checkDemand({ documents, demands }: Tables, id: string): Promise<Look> {
  for (let look = 1; ; look += 1) {
    const raw = rawDemand(id, await itemsOf(documents, demands, id));
    const life = lifeOf(raw);
    const faults = [...chainFaults(raw), ...life.faults, ...itemFaults(raw, life)];
    if (faults.length === 0 || look === LOOKS) return { raw, faults, unknownActions: life.unknownActions };
    await sleep(PAUSE_MS);
  }
}
