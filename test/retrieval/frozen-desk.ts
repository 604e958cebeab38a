import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DemandRecord } from '../../functions/ledger/demand-record.schema.ts';
import { HARVEST, type HarvestPart, HarvestRecord } from '../../functions/ledger/parts/harvest.part.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { type Desk, fileApproved, openDesk } from './approved-demand.ts';
import { demandOf, determinationOf, reviewOf } from './builders.ts';
import { FEW, openSampleStores } from './sample-stores.ts';

export const ACCOUNT = 'acct-0001';
export const DATA = ['content.mail', 'content.messages', 'subscriber.name', 'subscriber.payment'];
export const YEAR = { from: '2025-11-20', to: '2026-11-19' };

export type Own = Partial<Record<keyof DemandRecord, unknown>>;
export type Row = Record<string, unknown> & { account: string; entry: string };

export const isInYear = ({ entry }: Row) => entry >= YEAR.from && entry < '2026-11-20';

export const linesIn = (objects: Map<string, Buffer>, key: string): HarvestRecord[] =>
  (objects.get(key)?.toString('utf8') ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => HarvestRecord.parse(JSON.parse(line)));

/** A desk whose provider is as it was for every test, since every test changes what it has; and what is asked of it. */
export function frozenDesk() {
  let engine: Engine;
  let desk: Desk;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine.stop());
  beforeEach(async () => {
    desk = await openDesk(
      engine,
      await openSampleStores(engine, {
        ...FEW,
        accounts: 4,
        calls: 4,
        recordings: 2,
        files: 4,
        sessions: 20,
      }),
    );
  });
  const harvestOf = async (demandId: string, service: string, round = 1): Promise<HarvestPart> => {
    const parts = await desk.ledger.store.parts(demandId, HARVEST(round, ''));
    const part = parts.find((one) => one.service === service);
    if (!part) throw new Error(`nothing was retrieved of ${service}`);
    return part;
  };
  return {
    get desk() {
      return desk;
    },
    get documents() {
      return engine.documents;
    },
    filed: (record: Own = {}, data = DATA) =>
      fileApproved(desk, {
        record: { demand: demandOf({ data, period: YEAR }), ...(record as Partial<DemandRecord>) },
        determination: determinationOf({ authorised: data }),
        review: reviewOf({ items: data, period: YEAR }),
      }),
    rowsOf: async (table: string): Promise<Row[]> => {
      const { Items = [] } = await engine.documents.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'account = :account',
          ExpressionAttributeValues: { ':account': ACCOUNT },
        }),
      );
      return Items as Row[];
    },
    harvestOf,
    recordsOf: async (demandId: string, service: string, round = 1): Promise<HarvestRecord[]> => {
      const { grant, records } = await harvestOf(demandId, service, round);
      const key = `${demandId}/${round}/${grant}/records/${records.sha256}.jsonl`;
      return linesIn(desk.harvest.objects, key);
    },
    actionsOf: async (demandId: string) =>
      (await desk.ledger.store.events(demandId)).map(({ action }) => action),
  };
}
