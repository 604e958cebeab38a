import { setTimeout as sleep } from 'node:timers/promises';
import { chainFaults, type Fault } from './chain-faults.ts';
import { itemFaults } from './item-faults.ts';
import { lifeOf } from './life-faults.ts';
import type { Tables } from './open-tables.ts';
import { type RawDemand, rawDemand } from './raw-demand.ts';
import { itemsOf, scan } from './read-items.ts';
import { type Counted, countedOf, type Due, dueOf, reportFaults } from './report-faults.ts';

export type Checked = { ledgers: number; events: number; unknownActions: number; faults: number };

/** Times that a demand is read anew before what is wrong with it counts: others may be changing it. */
const LOOKS = 3;
const PAUSE_MS = 200;

/** Checks both tables; tells every fault by the demand that has it. */
export async function checkTables(
  tables: Tables,
  tell: (id: string, fault: Fault) => void,
): Promise<Checked> {
  const { documents, demands, reports } = tables;
  const checked: Checked = { ledgers: 0, events: 0, unknownActions: 0, faults: 0 };
  const report = (id: string, fault: Fault) => {
    checked.faults += 1;
    tell(id, fault);
  };
  const { ids, filed } = await partitions(tables);
  const due = new Map<string, Due>();
  for (const id of ids) {
    const { raw, faults, unknownActions } = await checkDemand(tables, id);
    checked.ledgers += 1;
    checked.events += raw.events.length;
    checked.unknownActions += unknownActions;
    for (const fault of faults) report(id, fault);
    const counts = dueOf(raw);
    if (counts) due.set(id, counts);
  }
  for (const id of filed) if (!ids.has(id)) report(id, 'ledger: gone, though it was filed');
  const counted: Counted[] = [];
  for await (const item of scan(documents, { TableName: reports })) {
    const row = countedOf(item);
    if (row) counted.push(row);
  }
  for (const [id, fault] of reportFaults(due, counted)) report(id, fault);
  if (ids.size === 0 && counted.length === 0) tell(demands, 'holds no demand');
  return checked;
}

/** The demands that there are, and those that some idempotency key says that it filed. */
async function partitions({ documents, demands }: Tables): Promise<{ ids: Set<string>; filed: Set<string> }> {
  const [ids, filed] = [new Set<string>(), new Set<string>()];
  const input = { TableName: demands, ProjectionExpression: 'pk, sk, demandId' };
  for await (const { pk, sk, demandId } of scan(documents, input)) {
    if (typeof pk === 'string' && pk.startsWith('demand#')) ids.add(pk.slice('demand#'.length));
    else if (sk === 'idempotency' && typeof demandId === 'string') filed.add(demandId);
  }
  return { ids, filed };
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
