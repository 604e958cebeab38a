import { changeDemand, SERVICE } from '../../functions/ledger/change-demand.ts';
import type { DemandStore } from '../../functions/ledger/demand.store.ts';
import type { DemandRecord } from '../../functions/ledger/demand-record.schema.ts';
import { created, type PartWrite } from '../../functions/ledger/part.ts';
import { HARVEST } from '../../functions/ledger/parts/harvest.part.ts';
import { NOTICE } from '../../functions/ledger/parts/notice.part.ts';
import { SCOPE } from '../../functions/ledger/parts/scope.part.ts';
import { SECRECY } from '../../functions/ledger/parts/secrecy.part.ts';
import type { LettersRequest } from '../../functions/notice/letters.route.ts';
import { handleLetters } from '../../functions/notice/letters.ts';
import { lettersOf } from '../../functions/notice/letters-of.ts';
import { planNotice } from '../../functions/notice/plan-notice.ts';
import { type Sent, sendDue } from '../../functions/notice/send-due.ts';
import { decideOrder } from '../../functions/review/decide-order.ts';
import { type Recorder, recordOrder } from '../../functions/review/record-order.ts';
import { canonicalJson, sha256Hex } from '../../functions/shared/canonical-json.ts';
import type { Demand } from '../../functions/shared/demand.schema.ts';
import type { Notice } from '../../functions/shared/determination.schema.ts';
import type { SecrecyOrder } from '../../functions/shared/secrecy-order.schema.ts';
import { deskClocks } from '../../functions/validity/decide/desk-clocks.ts';
import { law } from '../validity/law.ts';
import { olga, person, ruth } from './desk.ts';
import { FILED_AT, fileSample } from './filed-demand.ts';
import { memoryDesk } from './memory-desk.ts';
import { memoryDocuments } from './memory-documents.ts';
import { opens } from './opens.ts';
import { sampleDemand } from './sample-demand.ts';
import { sampleFacts } from './sample-facts.ts';
import { someTimes } from './secrecy-times.ts';

export const REFERENCE = '26-gj-0117';

/** A court's order, by default one that silences anew, with a paper of its own. */
export const anOrder = (change: Partial<SecrecyOrder> & { kind: SecrecyOrder['kind'] }): SecrecyOrder =>
  ({
    concerns: REFERENCE,
    basis: '18 USC 2705(b)',
    orderedBy: 'court',
    issued: '2026-11-23',
    documents: [{ sha256: sha256Hex(canonicalJson(change)), mediaType: 'application/pdf', title: 'Order' }],
    ...change,
  }) as SecrecyOrder;

const mailer = person('mailer', 'mail-machine');

/** What was approved and found: mail of each account, and nothing of who holds it. */
export const retrieved = (accounts: readonly string[]): PartWrite[] => [
  created(SCOPE(1), {
    round: 1,
    compiledAt: FILED_AT,
    grants: accounts.map((account) => ({
      account,
      service: 'mail',
      items: ['content.mail', 'subscriber.name'],
      period: { from: '2026-01-01T00:00:00.000Z', to: '2026-02-01T00:00:00.000Z' },
    })),
    notHeld: [],
    outOfTime: [],
  }),
  // No more than one transaction takes; of the others nothing was found.
  ...accounts.slice(0, 50).map((account, grant) =>
    created(HARVEST(1, grant), {
      round: 1,
      grant,
      account,
      service: 'mail',
      finishedAt: FILED_AT,
      counts: { 'content.mail': 3, 'subscriber.name': 0 },
      fields: {},
      records: { sha256: 'ef'.repeat(32), size: 1 },
      blobs: { count: 0, bytes: 0 },
    }),
  ),
];

type Silence = {
  /** What the register knows of the authority. */
  authority?: DemandRecord['authority'];
  secrecy?: Demand['secrecy'];
  notice?: Notice;
  accounts?: readonly string[];
};

/** A released demand whose paper silences us until the end of 2026, unless it says otherwise, with its time in the test's hands. */
export async function silencedDemand({
  secrecy = { basis: '18 USC 2705(b)', orderedBy: 'court', issued: '2026-11-16', until: '2026-12-31' },
  notice = { regime: 'delay', until: '2026-12-31' },
  accounts = ['acct-0001', 'acct-0002'],
  authority,
}: Silence = {}) {
  const desk = memoryDesk();
  let now = FILED_AT;
  const deps = {
    ...desk,
    clock: () => new Date(now),
    rulebook: law,
    times: someTimes,
    clocks: deskClocks(law),
    documents: memoryDocuments(() => ({})).store,
    frozen: { empty: async () => 0, isEmpty: async () => true },
  };
  const id = await fileSample(desk.store, {
    determination: { notice },
    record: {
      status: 'released',
      ...(authority ? { authority } : {}),
      packageSha256: 'cd'.repeat(32),
      demand: sampleDemand({ reference: REFERENCE, secrecy }),
      facts: sampleFacts({ outcome: 'content' }),
    },
    parts: retrieved(accounts),
  });
  /** Somebody opens the papers of an order. */
  const read = async (order: number, who: Recorder) => {
    const papers = (await desk.store.part(id, SECRECY(order)))?.documents ?? [];
    if (who.role === 'agent') return;
    await opens(id, papers, who, deps);
  };
  const over = (store: DemandStore | undefined) => (store ? { ...deps, store } : deps);
  return {
    id,
    deps,
    at: (instant: string) => {
      now = instant;
    },
    plan: () => planNotice({ demandId: id, round: 1 }, deps),
    bring: (order: SecrecyOrder, who: Recorder = olga, store?: DemandStore) =>
      recordOrder(id, order, who, over(store)),
    accept: async (order: number, who: Recorder = ruth) => {
      await read(order, who);
      return decideOrder(id, { order, decision: 'accept', reason: 'paper-says-so' }, who, deps);
    },
    refuse: async (order: number, who: Recorder = ruth) => {
      await read(order, who);
      return decideOrder(id, { order, decision: 'refuse', reason: 'order-not-authentic' }, who, deps);
    },
    /** By who may have opened nothing. */
    decide: (decision: Parameters<typeof decideOrder>[1], who: Recorder = ruth, store?: DemandStore) =>
      decideOrder(id, decision, who, over(store)),
    read,
    sweep: (store?: DemandStore): Promise<Sent> => sendDue(over(store)),
    mailer: (request: LettersRequest, store?: DemandStore) => handleLetters(id, request, mailer, over(store)),
    letters: () => lettersOf(id, desk.store),
    notice: () => desk.store.part(id, NOTICE()),
    facts: async () => (await desk.store.read(id))?.facts,
    /** All but looks. */
    actions: async () =>
      (await desk.store.events(id)).flatMap(({ action }) => (action === 'demand.looked' ? [] : [action])),
    close: () =>
      changeDemand(deps, id, () => ({
        set: { conclusion: 'disclosed' as const },
        action: 'demand.closed',
        actor: SERVICE,
        detail: {},
        result: undefined,
      })),
  };
}
export type Silenced = Awaited<ReturnType<typeof silencedDemand>>;
