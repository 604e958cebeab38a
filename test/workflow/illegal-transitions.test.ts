import { deliver } from '../../functions/disclosure/deliver.ts';
import { fetchDisclosure } from '../../functions/disclosure/fetch-disclosure.ts';
import type { Action } from '../../functions/ledger/event.schema.ts';
import { SUSPENSION } from '../../functions/ledger/parts/suspension.part.ts';
import { STATUSES, type Status } from '../../functions/ledger/statuses.ts';
import { TRANSITIONS } from '../../functions/ledger/transitions.ts';
import { planNotice } from '../../functions/notice/plan-notice.ts';
import { sendNotice } from '../../functions/notice/send-notice.ts';
import { conclude } from '../../functions/preservation/conclude.ts';
import { compileScope } from '../../functions/retrieval/compile-scope.ts';
import { awaitDecision } from '../../functions/review/await-decision.ts';
import { clarifyDemand } from '../../functions/review/clarify.ts';
import { decideRelease } from '../../functions/review/decide-release.ts';
import { decideReview } from '../../functions/review/decide-review.ts';
import { recordCustomerAnswer } from '../../functions/review/record-customer-answer.ts';
import { takeApprovalAhead } from '../../functions/review/take-approval-ahead.ts';
import { withdrawDemand } from '../../functions/review/withdraw.ts';
import { Problem } from '../../functions/shared/problem.ts';
import { checkValidity } from '../../functions/validity/check-validity.ts';
import { endSuspension } from '../../functions/watch/end-suspension.ts';
import { recordFailure } from '../../functions/watch/record-failure.ts';
import { closeDemand } from '../../functions/workflow/close.ts';
import { everyone } from '../kit/authorities.ts';
import { arrangeDesk, lawUnseen, olga, rita, sam } from '../kit/desk.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { fileSample } from '../kit/filed-demand.ts';
import { memoryDocuments } from '../kit/memory-documents.ts';
import { someTimes } from '../kit/secrecy-times.ts';
import { someClocks } from '../kit/some-clocks.ts';
import { dictionary } from '../retrieval/builders.ts';
import { law } from '../validity/law.ts';

const PACKAGE = 'cd'.repeat(32);
const PACKAGED: readonly Status[] = ['sealed', 'awaiting-release', 'release-decided', 'released'];

type Desk = ReturnType<typeof arrangeDesk>['deps'];
type Way = { action: Action; run: (demandId: string, deps: Desk) => Promise<unknown> };

const at = (demandId: string) => ({ demandId, round: 1 });

/** Every route and step that can be tried in any status, with the action that it is about. */
const WAYS: Record<string, Way> = {
  'POST review': {
    action: 'review.decided',
    run: (id, deps) => decideReview(id, { round: 1, decision: 'approve' }, rita, deps),
  },
  'POST release': {
    action: 'release.decided',
    run: (id, deps) => decideRelease(id, { decision: 'release', packageSha256: PACKAGE }, sam, deps),
  },
  'POST clarify': {
    action: 'demand.clarified',
    run: (id, deps) => clarifyDemand(id, { signals: ['lookalike-domain'] }, rita, deps),
  },
  'POST customer-answers': {
    action: 'customer.answered',
    run: (id, deps) =>
      recordCustomerAnswer(
        id,
        {
          answer: 'consents',
          documents: [{ sha256: 'ab'.repeat(32), mediaType: 'application/pdf', title: 'Letter' }],
          readElsewhere: ['ab'.repeat(32)],
        },
        rita,
        { ...deps, documents: memoryDocuments(() => undefined).store },
      ),
  },
  'POST withdraw': { action: 'demand.withdrawn', run: (id, deps) => withdrawDemand(id, olga, deps) },
  'POST disclosure': {
    action: 'disclosure.fetched',
    run: (id, deps) =>
      fetchDisclosure({ demandId: id }, olga, {
        ...deps,
        authorities: everyone,
        encrypted: { encrypt: () => Promise.reject(new Error('none has keys')), begin: async () => {} },
        links: { link: async () => 'https://example.com' },
        maxFetches: 20,
      }),
  },
  'Check validity': {
    action: 'validity.checked',
    run: (id, deps) =>
      checkValidity(at(id), {
        ...deps,
        directory: { find: async () => ({ holders: [], otherTimes: [] }) },
        rulebook: lawUnseen,
      }),
  },
  'Await review': {
    action: 'review.requested',
    run: (id, deps) => awaitDecision('review', { ...at(id), token: 't' }, deps),
  },
  'Await release': {
    action: 'release.requested',
    run: (id, deps) => awaitDecision('release', { ...at(id), token: 't' }, deps),
  },
  'Compile scope': {
    action: 'scope.compiled',
    run: (id, deps) => compileScope(at(id), { ...deps, dictionary }),
  },
  Deliver: {
    action: 'disclosure.available',
    run: (id, deps) =>
      deliver(at(id), {
        ...deps,
        authorities: everyone,
        dictionary,
        clocks: someClocks,
        log: () => undefined,
      }),
  },
  'Plan notice': {
    action: 'notice.planned',
    run: (id, deps) => planNotice(at(id), { ...deps, times: someTimes, clocks: someClocks }),
  },
  sweep: { action: 'suspension.ended', run: (id, deps) => endSuspension(id, SUSPENSION(1).key, deps) },
  'Take an approval ahead': {
    action: 'review.took-effect',
    run: (id, deps) => takeApprovalAhead(id, 1, deps),
  },
  'send-due': {
    action: 'notice.queued',
    run: (id, deps) => sendNotice(id, { ...deps, times: someTimes, rulebook: law }),
  },
  Refuse: {
    action: 'demand.refused',
    run: (id, deps) => conclude('refuse', at(id), { ...deps, dictionary, clocks: someClocks }),
  },
  'Send elsewhere': {
    action: 'demand.redirected',
    run: (id, deps) => conclude('send-elsewhere', at(id), { ...deps, dictionary, clocks: someClocks }),
  },
  Preserve: {
    action: 'preservation.placed',
    run: (id, deps) => conclude('preserve', at(id), { ...deps, dictionary, clocks: someClocks }),
  },
  Close: { action: 'demand.closed', run: (id, deps) => closeDemand(at(id), { ...deps, clocks: someClocks }) },
  'Record failure': {
    action: 'demand.failed',
    run: (id, deps) => recordFailure({ ...at(id), error: 'Anything' }, deps),
  },
};

describe('what may not follow a status', () => {
  let engine: Engine;
  let table: string;
  beforeAll(async () => {
    engine = await startEngine();
    table = await engine.createDemandsTable();
  });
  afterAll(() => engine.stop());

  const cases = Object.entries(WAYS).flatMap(([way, { action, run }]) =>
    STATUSES.filter((status) => !TRANSITIONS[action].from.includes(status)).map(
      (status) => [way, status, run] as const,
    ),
  );

  it.each(cases)('%s while %s changes nothing', async (_, status, run) => {
    const { deps } = arrangeDesk(engine, table);
    const id = await fileSample(deps.store, {
      record: {
        status,
        ...(PACKAGED.includes(status) ? { packageSha256: PACKAGE } : {}),
        ...(status === 'closed' ? { conclusion: 'refused' } : {}),
        ...(status === 'failed' ? { failedIn: 'closed' } : {}),
      },
    });
    const ended = await run(id, deps).then(
      () => 'nothing to do',
      (error: unknown) => (error instanceof Problem ? error.status : error instanceof Error && error.name),
    );
    expect([409, 'IllegalTransition', 'InconsistentState', 'nothing to do']).toContain(ended);
    expect(await deps.store.read(id)).toMatchObject({ status, version: 1 });
    expect(await deps.store.events(id)).toHaveLength(1);
  });
});
