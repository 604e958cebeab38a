import type { LedgerDeps } from '../../functions/ledger/change-demand.ts';
import { newDemandId } from '../../functions/ledger/demand-id.ts';
import { type DemandRecord, RECORD } from '../../functions/ledger/demand-record.schema.ts';
import { dynamoDemandStore } from '../../functions/ledger/dynamodb-demand.store.ts';
import { GENESIS, sealEvent } from '../../functions/ledger/hash-chain.ts';
import { created } from '../../functions/ledger/part.ts';
import { DETERMINATION, type DeterminationPart } from '../../functions/ledger/parts/determination.part.ts';
import { REVIEW, type ReviewPart } from '../../functions/ledger/parts/review.part.ts';
import { checkHarvest } from '../../functions/retrieval/check-harvest.ts';
import { compileScope } from '../../functions/retrieval/compile-scope.ts';
import { readWith } from '../../functions/retrieval/read-with.ts';
import type { Engine } from '../kit/dynoxide.ts';
import { guardedClients } from '../kit/guarded-clients.ts';
import { type MemoryObjects, memoryObjects } from '../kit/memory-objects.ts';
import { dictionary, recordOf } from './builders.ts';
import type { SampleStores } from './sample-stores.ts';

export type Desk = {
  ledger: LedgerDeps;
  harvest: MemoryObjects;
  stores: SampleStores;
  /** The present instant, which passes by a second with every look at it. */
  sessions: string[];
};

export async function openDesk(engine: Engine, stores: SampleStores): Promise<Desk> {
  let now = Date.parse('2026-11-20T12:00:00.000Z');
  const clock = () => {
    now += 1000;
    return new Date(now);
  };
  const store = dynamoDemandStore(engine.documents, await engine.createDemandsTable());
  return { ledger: { store, clock }, harvest: memoryObjects(), stores, sessions: [] };
}

type Approved = { record?: Partial<DemandRecord>; determination: DeterminationPart; review: ReviewPart };

/** Puts a demand into the table as a reviewer left it. */
export async function fileApproved(
  { ledger }: Desk,
  { record, determination, review }: Approved,
): Promise<string> {
  const draft = recordOf({ id: newDemandId(new Date()), ...record });
  const event = sealEvent({
    demandId: draft.id,
    seq: 1,
    at: draft.filedAt,
    action: 'demand.filed',
    actor: { kind: 'agent', subject: draft.filedBy },
    detail: {},
    facts: draft.facts,
    previous: GENESIS,
  });
  const parts = [created(DETERMINATION(1), determination), created(REVIEW(1), review)];
  await ledger.store.commit({ record: RECORD.writeAny({ ...draft, head: event.hash }), event, parts });
  return draft.id;
}

/** Retrieves every grant of a demand, each with what its session policy allows. */
export async function retrieve(desk: Desk, demandId: string): Promise<void> {
  const { grants } = await compileScope({ demandId, round: 1 }, { ...desk.ledger, dictionary });
  for (const input of grants) {
    const connector = desk.stores.connectors[input.service];
    if (!connector) throw new Error(`no connector of ${input.service}`);
    await readWith(input, {
      ...desk.ledger,
      connector,
      harvest: desk.harvest,
      openSession: async (_, { account, items }) => {
        desk.sessions.push(account);
        const clients = guardedClients(desk.stores.clients, account, connector.access(items));
        return { ...clients, close: () => undefined };
      },
    });
  }
}

export const check = (desk: Desk, demandId: string) =>
  checkHarvest({ demandId, round: 1 }, { ...desk.ledger, dictionary, harvest: desk.harvest });
