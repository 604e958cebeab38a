import { marshall } from '@aws-sdk/util-dynamodb';
import { compartmentOf } from '../../functions/ledger/demand-id.ts';
import type { DemandRecord } from '../../functions/ledger/demand-record.schema.ts';
import { DEMAND_SORT, demandPartition } from '../../functions/ledger/demands.table.ts';
import { dynamoStreamEvent } from '../../functions/ledger/dynamodb-stream-event.ts';
import type { LedgerEvent } from '../../functions/ledger/event.schema.ts';
import type { Contribution } from '../../functions/reporting/contribution.schema.ts';
import { countEvents } from '../../functions/reporting/count-events.ts';
import { dynamoContributionStore } from '../../functions/reporting/dynamodb-contribution.store.ts';
import type { Head } from '../../functions/reporting/heads.ts';
import { halfYearsIn, type Period } from '../../functions/reporting/period.ts';
import type { Rulebook } from '../../functions/validity/decide/rulebook.ts';
import { Directory } from '../people/directory.ts';
import { TABLES } from '../store/ledgers.ts';
import { productMachine } from '../way/steps.ts';
import { World } from '../world.ts';
import type { Case } from './cases.ts';
import { LawOfPeriod } from './law-of-period.ts';
import { numberOf } from './paper.ts';
import { People } from './people.ts';

/** What is left of some demands when they were counted. */
export type Played = {
  contributions: Contribution[];
  /** How far each ledger is, by its own table: what must have been counted. */
  heads: (Head & { filedAt: string })[];
  /** When the last of it happened. */
  until: string;
  /** How often somebody was refused with which reason, for who looks for why a demand is missing. */
  refused: Record<string, number>;
};

type Given = { period: Period; seed: number; rulebook: Rulebook };

/** Events that are handed over at a time; of each demand the latest of them is counted. */
const BATCH = 100;

/**
 * Plays some demands from the filing to the end, in a provider of their own, and counts what the stream of its table says. It
 * knows of no other demand, and all of it is gone afterwards but what Played has.
 * @throws where a function of the product fails with an error that nobody foresaw
 */
export async function playChunk(
  cases: readonly Case[],
  { period, seed, rulebook }: Given,
  onClosed: () => void = () => {},
): Promise<Played> {
  const from = period.from.toISOString().slice(0, 10);
  const world = new World({ seed, demands: cases.length, months: 12, from }, rulebook);
  const { agenda, chances, tables } = world;
  // Nothing is away here: what sweeps would do over again is not played.
  tables.before = () => {};
  tables.after = () => {};
  const byNumber = new Map(cases.map((one) => [one.number, one]));
  const caseOf = (demandId: string) => {
    const one = byNumber.get(chances.numberOf(demandId));
    if (!one) throw new RangeError('a demand of no case');
    return one;
  };
  world.finds = (demandId, grant) => caseOf(demandId).wanted !== 'no_data' && grant % 2 === 0;
  const directory = new Directory();
  const machine = productMachine(world, directory, {
    dies: () => false,
    breaks: () => undefined,
    unexpected: (demandId, state, error) =>
      world.unexpected.push({ demandId, at: world.now, what: `step ${state}`, error }),
  });
  const people = new People(world, { machine, directory, law: new LawOfPeriod(rulebook, period), caseOf });
  const stream: LedgerEvent[] = [];
  const records: string[] = [];
  world.onHappened = (happened) => {
    const { record, event } = happened;
    if (event.action === 'demand.filed') {
      chances.named(record.id, numberOf(record.demand));
      records.push(record.id);
    }
    if (event.action === 'demand.closed') onClosed();
    stream.push(event);
    people.heard(happened);
  };
  const length = period.to.getTime() - period.from.getTime();
  for (const one of cases)
    agenda.at(agenda.now + Math.floor(chances.ofNumber(one.number).next() * length), one.number, () =>
      people.file(one),
    );

  const contributions = dynamoContributionStore(tables.client, {
    reports: 'reports',
    secret: 'national-security',
  });
  while (agenda.next !== undefined) {
    await agenda.step();
    if (stream.length >= BATCH || agenda.next === undefined)
      await count(stream.splice(0), { contributions, read: dynamoStreamEvent });
    const [fault] = world.unexpected;
    if (fault) throw new Error(`${fault.what} of ${fault.demandId}`, { cause: fault.error });
  }
  const counted: Contribution[] = [];
  for (const half of halfYearsIn(period))
    for await (const page of contributions.pages(half)) counted.push(...page);
  const heads = records.map((demandId) => {
    const { demands } = TABLES[compartmentOf(demandId)];
    const row = tables.partition(demands, demandPartition(demandId)).get(DEMAND_SORT);
    const { version, filedAt } = row as unknown as DemandRecord;
    return { demandId, seq: version, filedAt };
  });
  const refused = [...world.counts].filter(([what]) => what.startsWith('  '));
  return { contributions: counted, heads, until: world.now, refused: Object.fromEntries(refused) };
}

/** What Lambda would hand over of the table's stream. */
async function count(events: readonly LedgerEvent[], deps: Parameters<typeof countEvents>[1]): Promise<void> {
  if (events.length === 0) return;
  const Records = events.map((event) => ({
    eventName: 'INSERT',
    dynamodb: { SequenceNumber: `${event.seq}`, NewImage: marshall(event, { removeUndefinedValues: true }) },
  }));
  const { batchItemFailures } = await countEvents({ Records }, deps);
  if (batchItemFailures.length > 0) throw new Error('an event that was not counted');
}
