import { listDemands, readDemand } from '../../functions/desk/read-demands.ts';
import { confirmReceipt } from '../../functions/disclosure/confirm-receipt.ts';
import { deliver } from '../../functions/disclosure/deliver.ts';
import { fetchDisclosure } from '../../functions/disclosure/fetch-disclosure.ts';
import { readDisclosure } from '../../functions/disclosure/read-disclosure.ts';
import { fileDemand } from '../../functions/intake/file-demand.ts';
import { changeDemand, SERVICE } from '../../functions/ledger/change-demand.ts';
import type { DemandStore } from '../../functions/ledger/demand.store.ts';
import { newDemandId } from '../../functions/ledger/demand-id.ts';
import { type DemandRecord, RECORD } from '../../functions/ledger/demand-record.schema.ts';
import { created } from '../../functions/ledger/part.ts';
import { DISCLOSURE } from '../../functions/ledger/parts/disclosure.part.ts';
import { readEvents } from '../../functions/ledger/read-events.ts';
import { placeOf } from '../../functions/ledger/transitions.ts';
import { planNotice } from '../../functions/notice/plan-notice.ts';
import { conclude } from '../../functions/preservation/conclude.ts';
import type { AccountDirectory } from '../../functions/provider/account-directory.ts';
import { compileFreeze } from '../../functions/retrieval/compile-freeze.ts';
import { compileScope } from '../../functions/retrieval/compile-scope.ts';
import { awaitDecision } from '../../functions/review/await-decision.ts';
import { awaitRelease } from '../../functions/review/await-release.ts';
import { changePreservation } from '../../functions/review/change-preservation.ts';
import { clarifyDemand } from '../../functions/review/clarify.ts';
import type { PresentResume } from '../../functions/review/require-present.ts';
import { resumeDemand } from '../../functions/review/resume.ts';
import { takeApprovalAhead } from '../../functions/review/take-approval-ahead.ts';
import { withdrawDemand } from '../../functions/review/withdraw.ts';
import type { MachineMark } from '../../functions/shared/circumstances.schema.ts';
import type { Demand } from '../../functions/shared/demand.schema.ts';
import type { Principal } from '../../functions/shared/principal.ts';
import { Problem, problemBody } from '../../functions/shared/problem.ts';
import { checkValidity } from '../../functions/validity/check-validity.ts';
import { deskClocks } from '../../functions/validity/decide/desk-clocks.ts';
import { secrecyTimes } from '../../functions/validity/decide/secrecy-times.ts';
import { knownLaw } from '../../functions/validity/known-law.ts';
import { recordFailure, recordFreezeFailure } from '../../functions/watch/record-failure.ts';
import { closeDemand } from '../../functions/workflow/close.ts';
import type { Decision } from '../../functions/workflow/step.schema.ts';
import { everyone } from '../kit/authorities.ts';
import { fred, lawUnseen, olga } from '../kit/desk.ts';
import { type MemoryDesk, memoryDesk } from '../kit/memory-desk.ts';
import { memoryDocuments } from '../kit/memory-documents.ts';
import { openLane } from '../kit/open-lane.ts';
import { sampleDemand } from '../kit/sample-demand.ts';
import { sampleFacts } from '../kit/sample-facts.ts';
import { law } from '../validity/law.ts';

export const PACKAGE_SHA256 = 'c'.repeat(64);
const AMENDED = { demand: { reference: 'as amended' } };
const LINKED = { link: { production: newDemandId(new Date('2026-01-01T00:00:00Z')) } };

/** A desk that has another demand of the same authority, for what a demand keeps. */
const withProduction = <D extends { store: DemandStore }>(deps: D): D => ({
  ...deps,
  store: {
    ...deps.store,
    read: async (id) => (id === LINKED.link.production ? production(id) : deps.store.read(id)),
  },
});

const production = (id: string): DemandRecord =>
  RECORD.read(
    RECORD.writeAny({
      id,
      version: 1,
      head: '0'.repeat(64),
      status: 'awaiting-review',
      round: 1,
      authorityId: 'us-usao-ndca',
      filedBy: 'olga',
      filedAt: '2026-01-01T00:00:00.000Z',
      demand: sampleDemand(),
      facts: sampleFacts(),
    }),
  );

/** The states of the workflow between which it can fail. */
export const STATES = [
  'check',
  'review',
  'retrieve',
  'release',
  'deliver',
  'refuse',
  'send-elsewhere',
  'preserve',
  'close',
] as const;
export type State = (typeof STATES)[number];

/** Marks of a forgery that tell on whom the directory knows, as no machine's marks do, and too light to hold anything. */
async function marksFor({ targets: [first] }: Demand, directory: AccountDirectory): Promise<MachineMark[]> {
  const time = { from: '1970-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z' };
  const holders = first ? (await directory.find(first, time)).holders : [];
  return holders.length > 0 ? ['first-from-office'] : ['many-targets-in-hours'];
}

/** A demand that is played through the real use cases, with the workflow beside them as the state machine has it. */
export type Played = Awaited<ReturnType<typeof playDemand>>;

export async function playDemand(demand: Demand, directory: AccountDirectory, from: Date) {
  const desk = memoryDesk();
  let now = from;
  let place: { state: State | 'ended'; round: number } = { state: 'check', round: 1 };
  let failing: State | undefined;
  let answer: { round: number; decision: Decision } | undefined;
  let seen: string[] = [];
  const depsOf = (
    { store, dues, retries, tokens, lists }: MemoryDesk,
    answered: (output: typeof answer) => void,
  ) => ({
    store,
    dues,
    retries,
    tokens,
    lists,
    verdicts: { of: async () => 'clean' as const, keep: async () => {} },
    log: () => undefined,
    authorities: everyone,
    lane: openLane,
    marks: { find: () => marksFor(demand, directory) },
    clock: () => now,
    rulebook: lawUnseen,
    law: knownLaw(law),
    dictionary: law.dictionary,
    clocks: deskClocks(law),
    directory,
    times: secrecyTimes(law),
    frozen: { demandsOf: async () => [], empty: async () => 0, isEmpty: async () => true },
    documents: memoryDocuments(() => ({})).store,
    encrypted: { encrypt: () => Promise.reject(new Error('none has keys')), begin: async () => {} },
    links: { link: async () => 'https://packages.example/' },
    maxFetches: 20,
    executions: { start: async () => {}, look: async () => 'RUNNING' as const },
    tasks: {
      answer: async (_token: string, output: { round: number; decision: Decision }) => {
        answered(output);
        return 'answered' as const;
      },
    },
  });
  const deps = depsOf(desk, (output) => {
    answer = output;
  });
  const { id } = await fileDemand(
    {
      demand,
      idempotencyKey: 'key-of-the-demand',
      authorityId: 'us-usao-ndca',
      subject: 'olga',
      session: undefined,
    },
    {
      authorities: everyone,
      nonces: { use: async () => 'ours' as const },
      store: desk.store,
      filings: desk.filings,
      documents: memoryDocuments(() => undefined).store,
      lane: openLane,
      executions: deps.executions,
      law: knownLaw(law),
      clock: () => now,
    },
  );

  /** All that agents are answered, whoever they are and whatever they try. */
  const look = async (): Promise<string> => {
    const answers: unknown[] = [];
    for (const agent of [olga, fred]) {
      // What would change the demand is tried on a copy of it.
      const tried = <T>(act: (copy: ReturnType<typeof depsOf>) => Promise<T>) =>
        answered(act(depsOf(desk.copy(), () => {})));
      const events = (query: { after?: number; limit?: number }) =>
        readEvents(id, { principal: agent, query, store: desk.store });
      answers.push(
        await answered(readDemand(id, agent, deps)),
        await answered(listDemands({}, agent, deps)),
        await answered(events({})),
        await answered(events({ after: 1, limit: 1 })),
        await answered(readDisclosure(id, agent, deps)),
        await tried((copy) => fetchDisclosure({ demandId: id }, agent, copy)),
        await tried((copy) => confirmReceipt(id, { sha256: PACKAGE_SHA256 }, agent, copy)),
        await tried((copy) => withdrawDemand(id, agent, copy)),
        await tried((copy) => clarifyDemand(id, AMENDED, agent, copy)),
        await tried((copy) => changePreservation(id, LINKED, agent, withProduction(copy))),
      );
    }
    // A hash of what stands beside it, with the demand's own id in it.
    const hashed = /"receiptSha256":"[0-9a-f]{64}"/g;
    return JSON.stringify(answers).replaceAll(id, 'ID').replaceAll(hashed, '"receiptSha256":""');
  };
  const see = async () => {
    const told = await look();
    if (seen.at(-1) !== told) seen.push(told);
  };

  const input = () => ({ demandId: id, round: place.round });
  const to = (state: State | 'ended', round = place.round) => {
    place = { state, round };
  };
  const wait = async (kind: 'review' | 'release') => {
    answer = undefined;
    const waiting = { ...input(), token: `t-${kind}-${place.round}` };
    await (kind === 'review' ? awaitDecision(kind, waiting, deps) : awaitRelease(waiting, deps));
    if (kind === 'review') await takeApprovalAhead(id, place.round, deps);
  };
  const STEPS: Record<State, () => Promise<void>> = {
    check: async () => {
      const { outcome } = await checkValidity(input(), deps);
      const ends: Record<string, State> = {
        reject: 'refuse',
        redirect: 'send-elsewhere',
        preserve: 'preserve',
      };
      to(ends[outcome] ?? 'review');
      if (place.state !== 'review') return;
      await wait('review');
      await freeze('round');
    },
    review: async () => {
      if (!answer) return;
      const next: Partial<Record<Decision, State>> = {
        approve: 'retrieve',
        refuse: 'refuse',
        redirect: 'send-elsewhere',
        recheck: 'check',
        withdraw: 'close',
      };
      to(next[answer.decision] ?? 'close', answer.round);
    },
    retrieve: async () => {
      await retrieve();
      to('release');
      await wait('release');
    },
    release: async () => {
      if (!answer) return;
      to(answer.decision === 'release' ? 'deliver' : answer.decision === 'refuse' ? 'refuse' : 'close');
    },
    deliver: async () => {
      await deliver(input(), deps);
      await planNotice(input(), deps);
      to('close');
    },
    refuse: async () => {
      await conclude('refuse', input(), deps);
      to('close');
    },
    'send-elsewhere': async () => {
      await conclude('send-elsewhere', input(), deps);
      to('close');
    },
    preserve: async () => {
      await conclude('preserve', input(), deps);
      to('close');
    },
    close: async () => {
      await closeDemand(input(), deps);
      await freeze('kept');
      to('ended');
    },
  };

  /** What is compiled to be frozen, and what connectors tell the ledger of it, or that they could not; one pass after another. */
  async function freeze(what: 'round' | 'kept') {
    const frozen = { demandsOf: async () => [] };
    const { grants } = await compileFreeze({ ...input(), freeze: what }, { ...deps, frozen });
    for (const { grant, service, freeze: name = '' } of grants) {
      await see();
      if (service === 'files') {
        const failed = { ...input(), freeze: name, grant, service, error: 'TransientFault' };
        await recordFreezeFailure(failed, deps);
        continue;
      }
      for (const action of ['freeze.started', 'freeze.completed'] as const) {
        const record = await desk.store.read(id);
        if (record && !record.withdrawnAt)
          await changeDemand(deps, id, () => ({
            set: {},
            action,
            actor: SERVICE,
            detail: {},
            result: undefined,
          }));
        await see();
      }
    }
  }

  /** What connectors, their check and the sealing tell the ledger; the bytes do not matter here. */
  async function retrieve() {
    const { grants } = await compileScope(input(), deps);
    const isOpen = async () => {
      const record = await desk.store.read(id);
      return record !== undefined && !record.withdrawnAt && placeOf(record) === 'reviewed';
    };
    const tell = (
      action: 'retrieval.started' | 'retrieval.completed' | 'harvest.checked' | 'disclosure.sealing',
    ) => changeDemand(deps, id, () => ({ set: {}, action, actor: SERVICE, detail: {}, result: undefined }));
    for (const _ of grants)
      for (const action of ['retrieval.started', 'retrieval.completed'] as const) {
        if (await isOpen()) await tell(action);
        await see();
      }
    if (!(await isOpen())) return;
    await tell('harvest.checked');
    await tell('disclosure.sealing');
    await changeDemand(deps, id, (_, at) => ({
      set: { packageSha256: PACKAGE_SHA256 },
      action: 'disclosure.sealed',
      actor: SERVICE,
      detail: {},
      parts: [
        created(DISCLOSURE(), {
          round: place.round,
          sealedAt: at,
          key: 'k',
          versionId: 'v',
          sha256: PACKAGE_SHA256,
          size: 1,
          manifestSha256: 'd'.repeat(64),
          signature: 's',
          keyId: 'k',
          counts: grants.length > 0 ? { 'subscriber.name': grants.length } : {},
        }),
      ],
      result: undefined,
    }));
  }

  /** Lets the workflow run until it waits for somebody, fails or ends. */
  const run = async () => {
    for (;;) {
      await see();
      const { state, round } = place;
      if (state === 'ended') return;
      if (state === failing) {
        failing = undefined;
        await recordFailure({ demandId: id, round, error: 'TransientFault' }, deps);
        to('ended');
        continue;
      }
      const isWaiting = (state === 'review' || state === 'release') && !answer;
      if (isWaiting) return;
      await STEPS[state]();
    }
  };
  await run();
  return {
    id,
    deps,
    /** The same desk as it is now, on which things can be tried. */
    copy: () => depsOf(desk.copy(), () => {}),
    run,
    state: () => place.state,
    /** What agents were answered since the last time, each answer once. */
    told: () => {
      const told = seen;
      seen = told.slice(-1);
      return told;
    },
    pass: (milliseconds: number) => {
      now = new Date(now.getTime() + milliseconds);
    },
    failAt: (state: State) => {
      failing = state;
    },
    /** A person takes it up when it failed, and the sweep starts it again. */
    takeUp: async (request: PresentResume, person: Principal<'reviewer'>) => {
      const resumed = await resumeDemand(id, request, person, deps);
      to(request.action === 'refuse' ? 'refuse' : 'check', resumed.round);
      return resumed;
    },
    /** An operator starts its workflow again by hand. */
    startAgain: async () => {
      const record = await desk.store.read(id);
      if (record?.status === 'failed') to('check', 1);
    },
  };
}

/** What somebody is answered, problems and faults included. */
export async function answered<T>(answer: Promise<T>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    return error instanceof Problem ? problemBody(error, 'r') : (error as Error).name;
  }
}
