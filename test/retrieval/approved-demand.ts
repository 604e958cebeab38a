import type { LedgerDeps } from '../../functions/ledger/change-demand.ts';
import { newDemandId } from '../../functions/ledger/demand-id.ts';
import { type DemandRecord, RECORD } from '../../functions/ledger/demand-record.schema.ts';
import { dynamoDemandStore } from '../../functions/ledger/dynamodb-demand.store.ts';
import { GENESIS, sealEvent } from '../../functions/ledger/hash-chain.ts';
import { created } from '../../functions/ledger/part.ts';
import { DETERMINATION, type DeterminationPart } from '../../functions/ledger/parts/determination.part.ts';
import { REVIEW, type ReviewPart } from '../../functions/ledger/parts/review.part.ts';
import type { Grant } from '../../functions/ledger/parts/scope.part.ts';
import { pinOf } from '../../functions/ledger/pin.ts';
import type { Service } from '../../functions/provider/services.ts';
import { accessOf } from '../../functions/retrieval/access.ts';
import type { VouchedScopes } from '../../functions/retrieval/approved-scope.ts';
import type { Broker } from '../../functions/retrieval/broker.ts';
import { type CheckHarvestDeps, checkHarvest } from '../../functions/retrieval/check-harvest.ts';
import { closeSession } from '../../functions/retrieval/close-session.ts';
import { compileFreeze } from '../../functions/retrieval/compile-freeze.ts';
import { compileScope } from '../../functions/retrieval/compile-scope.ts';
import { noteCompared } from '../../functions/retrieval/note-compared.ts';
import { openSession, standingOf } from '../../functions/retrieval/open-session.ts';
import { CHECK_LIMITS, type CheckLimits } from '../../functions/retrieval/part-of-check.ts';
import { type ReadDeps, readWith } from '../../functions/retrieval/read-with.ts';
import type { UseSession } from '../../functions/retrieval/retrieval-session.ts';
import type { PassInput } from '../../functions/workflow/step.schema.ts';
import type { Engine } from '../kit/dynoxide.ts';
import { guardedClients } from '../kit/guarded-clients.ts';
import { type MemoryObjects, memoryObjects } from '../kit/memory-objects.ts';
import { dictionary, recordOf } from './builders.ts';
import type { SampleStores } from './sample-stores.ts';

export type Desk = {
  ledger: LedgerDeps;
  harvest: MemoryObjects;
  frozen: MemoryObjects;
  stores: SampleStores;
  vouched: VouchedScopes;
  /** The accounts of the sessions that were opened. */
  sessions: string[];
};

export async function openDesk(engine: Engine, stores: SampleStores): Promise<Desk> {
  let now = Date.parse('2026-11-20T12:00:00.000Z');
  const clock = () => {
    now += 1000;
    return new Date(now);
  };
  const store = dynamoDemandStore(engine.documents, await engine.createDemandsTable());
  return {
    ledger: { store, clock },
    harvest: memoryObjects(),
    frozen: memoryObjects(),
    stores,
    vouched: new Map(),
    sessions: [],
  };
}

type Approved = { record?: Partial<DemandRecord>; determination: DeterminationPart; review: ReviewPart };

/** Puts a demand into the table as a reviewer left it. */
export async function fileApproved(
  { ledger }: Desk,
  { record, determination, review }: Approved,
): Promise<string> {
  const draft = recordOf({ id: newDemandId(new Date()), ...record });
  const parts = [created(DETERMINATION(1), determination), created(REVIEW(1), review)];
  const event = sealEvent({
    schemaVersion: 2,
    demandId: draft.id,
    seq: 1,
    at: draft.filedAt,
    action: 'demand.filed',
    actor: { kind: 'agent', subject: draft.filedBy },
    detail: {},
    facts: draft.facts,
    parts: Object.fromEntries(parts.map(({ key, body }) => [key, pinOf(body)])),
    previous: GENESIS,
  });
  await ledger.store.commit({ record: RECORD.writeAny({ ...draft, head: event.hash }), event, parts });
  return draft.id;
}

/** Retrieves every grant of a demand, each with what its session policy allows. */
export async function retrieve(
  desk: Desk,
  demandId: string,
  round = 1,
  limits: Pick<ReadDeps, 'togetherBytes'> = {},
): Promise<void> {
  const { grants } = await compileScope({ demandId, round }, { ...desk.ledger, dictionary });
  await readAll(desk, grants, limits);
}

/** Freezes what a demand asks for, as the workflow does beside the wait for a review, or of what is to be kept. */
export async function freeze(desk: Desk, demandId: string, round = 1, what: 'round' | 'kept' = 'round') {
  const frozen = {
    demandsOf: async (account: string) => {
      const own = [...desk.frozen.objects.keys()].filter((key) => key.startsWith(`${account}/`));
      return [...new Set(own.map((key) => key.split('/')[1] ?? ''))];
    },
  };
  const input = { demandId, round, freeze: what };
  const { grants } = await compileFreeze(input, { ...desk.ledger, dictionary, frozen });
  await readAll(desk, grants);
}

async function readAll(
  desk: Desk,
  grants: readonly PassInput[],
  limits: Pick<ReadDeps, 'togetherBytes'> = {},
): Promise<void> {
  for (const input of grants) {
    const service = input.service as Service;
    const connector = desk.stores.connectors[service];
    if (!connector) throw new Error(`no connector of ${service}`);
    const pause = async () => undefined;
    const deps = { connector, ...sessionsOf(desk, service), clock: desk.ledger.clock, pause, ...limits };
    // As the state machine calls a pass again while it has something left.
    let { left, ...next } = await readWith(input, deps);
    while (left) ({ left, ...next } = await readWith(next, deps));
  }
}

/** A broker whose credentials are the grant itself, and sessions that can do what the policy of that grant allows. */
export function sessionsOf(desk: Desk, service: Service) {
  const deps = { ...desk.ledger, vouched: desk.vouched, freezes: new Map(), compiled: new Map() };
  const granted = new Map<string, Pick<Grant, 'account' | 'items'>>();
  const broker: Broker = {
    open: (key) =>
      openSession(service, key, {
        ...deps,
        assume: async (_, { grant }) => {
          const accessKeyId = String(granted.size);
          granted.set(accessKeyId, grant);
          return { credentials: { accessKeyId, secretAccessKey: '', sessionToken: '' } };
        },
      }),
    stands: (of) => standingOf(of, deps),
    compare: (request) => noteCompared(service, request, deps),
    close: (request) => closeSession(service, request, deps),
  };
  const sessionOf: UseSession = ({ credentials }, written) => {
    const { account = '', items = [] } = granted.get(credentials.accessKeyId) ?? {};
    desk.sessions.push(account);
    const stores = desk.stores.byService[service];
    if (!stores) throw new Error(`no stores of ${service}`);
    const access = accessOf(service, stores, items);
    const clients = guardedClients(desk.stores.clients, account, access);
    return { clients, frozen: desk.frozen, written: desk[written], close: () => undefined };
  };
  return { broker, sessionOf };
}

export const checkingOf = (desk: Desk, limits: CheckLimits = CHECK_LIMITS): CheckHarvestDeps => ({
  ...desk.ledger,
  dictionary,
  harvest: desk.harvest,
  frozen: desk.frozen,
  limits,
});

export const check = (desk: Desk, demandId: string, round = 1) =>
  checkHarvest({ demandId, round }, checkingOf(desk));
