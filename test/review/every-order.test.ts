import { changeDemand, SERVICE } from '../../functions/ledger/change-demand.ts';
import type { DemandStore } from '../../functions/ledger/demand.store.ts';
import { findChainFaults } from '../../functions/ledger/hash-chain.ts';
import { RELEASE_DECISION } from '../../functions/ledger/parts/release-decision.part.ts';
import { REVIEW } from '../../functions/ledger/parts/review.part.ts';
import { awaitDecision } from '../../functions/review/await-decision.ts';
import { decideRelease } from '../../functions/review/decide-release.ts';
import { decideReview } from '../../functions/review/decide-review.ts';
import { withdrawDemand } from '../../functions/review/withdraw.ts';
import { checkValidity } from '../../functions/validity/check-validity.ts';
import { sweep } from '../../functions/watch/sweep.ts';
import { memoryDeps, olga, problemOf, rita, ruth, sam, tess } from '../kit/desk.ts';
import { fileSample } from '../kit/filed-demand.ts';
import { interrupted } from '../kit/interrupted.ts';
import { law, sampleOf } from '../validity/law.ts';

const PACKAGE = 'cd'.repeat(32);
/** A production order for content: the enforcing authority may object until Monday 2026-11-30. */
const SUSPENDED = { ...sampleOf('eu/epoc').demand, dates: { received: '2026-11-19' } };
const AFTER = new Date('2026-12-01T00:00:00.000Z');

type Act = (store?: DemandStore) => Promise<unknown>;

/** Memory desks of one demand, each as it was when the first was made; `answered`: what was passed on to its execution. */
function desksOf(deps: ReturnType<typeof memoryDeps>) {
  return () => {
    const answered: string[] = [];
    const own = {
      ...deps,
      ...deps.copy(),
      time: { ...deps.time },
      executions: { start: async () => {}, look: async () => 'RUNNING' as const },
      tasks: {
        answer: async (token: string, { decision }: { decision: string }) => {
          if (answered.length > 0) return 'gone' as const;
          answered.push(`${token} ${decision}`);
          return 'answered' as const;
        },
      },
    };
    const desk = { ...own, clock: () => own.time.now };
    const over = (store: DemandStore | undefined) => (store ? { ...desk, store } : desk);
    return { desk, over, answered };
  };
}

/** A demand that waits for review while somebody else may still decide. */
async function suspended() {
  const deps = memoryDeps();
  const directory = {
    find: async () => ({
      holders: [{ account: 'acct-casey', customer: 'consumer' as const }],
      otherTimes: [],
    }),
  };
  const record = { status: 'filed', demand: SUSPENDED };
  const id = await fileSample(deps.store, { record, determination: 'none' });
  await checkValidity({ demandId: id, round: 1 }, { ...deps, rulebook: law, directory });
  const open = desksOf(deps);
  return async () => {
    const { desk, over, answered } = open();
    await awaitDecision('review', { demandId: id, round: 1, token: 't1' }, desk);
    const told: string[] = [];
    const decide =
      (who: typeof rita, decision: Parameters<typeof decideReview>[1]): Act =>
      async (store) => {
        const answer = await problemOf(decideReview(id, decision, who, over(store)));
        if (answer === 'none') told.push(decision.decision);
      };
    return {
      ...{ id, desk, answered, told },
      acts: [
        decide(rita, { round: 1, decision: 'approve' }),
        decide(ruth, { round: 1, decision: 'refuse', reason: 'too-vague' }),
        async (store?: DemandStore) => {
          desk.time.now = AFTER;
          await sweep(over(store));
        },
      ] as const,
    };
  };
}

/** Orders of three acts, each of which may come between any two calls that another makes of the store. */
function* orders() {
  for (const order of [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ] as const)
    for (const outer of [1, 4, 7]) for (const inner of [2, 6]) yield { order, outer, inner };
}

describe('two reviewers and the time-out of the review', () => {
  it('come to one decision in whatever order their calls of the ledger are, and none that was told is lost', async () => {
    const open = await suspended();
    const seen = new Set<string>();
    for (const { order, outer, inner } of orders()) {
      const { id, desk, answered, told, acts } = await open();
      const [first, second, third] = order.map((index) => acts[index]) as [Act, Act, Act];
      const then = () => second(interrupted(desk.store, inner, () => third()));
      await first(interrupted(desk.store, outer, then));
      const events = await desk.store.events(id);
      expect(findChainFaults(events)).toEqual([]);
      const count = (one: string) => events.filter(({ action }) => action === one).length;
      expect(count('review.decided') + count('suspension.ended')).toBeLessThanOrEqual(1);
      expect(await desk.store.parts(id, REVIEW(''))).toHaveLength(count('review.decided'));
      expect(told.filter((decision) => decision === 'refuse')).toHaveLength(count('review.decided'));
      expect(told.filter((decision) => decision === 'approve')).toHaveLength(count('review.approved-ahead'));
      // What the execution was told is what the ledger says.
      const ended = count('suspension.ended') > 0 ? ['t1 recheck'] : [];
      expect(answered).toEqual(count('review.decided') > 0 ? ['t1 refuse'] : ended);
      seen.add(String(answered));
    }
    expect([...seen].sort()).toEqual(['t1 recheck', 't1 refuse']);
  });
});

describe('a release and a withdrawal at once', () => {
  /** A package that waits for its second release. */
  async function sealed() {
    const deps = memoryDeps();
    const id = await fileSample(deps.store, { determination: { approvals: 2 } });
    await decideReview(id, { round: 1, decision: 'approve' }, rita, deps);
    for (const action of ['disclosure.sealed', 'release.requested'] as const)
      await changeDemand(deps, id, () => ({
        ...{ set: { packageSha256: PACKAGE }, action, actor: SERVICE, detail: {}, result: undefined },
      }));
    await decideRelease(id, { decision: 'release', packageSha256: PACKAGE }, sam, deps);
    return { id, open: desksOf(deps) };
  }

  it('are one after the other, and who comes second is told, or takes back what was released', async () => {
    const { id, open } = await sealed();
    const seen = new Set<string>();
    for (let call = 1; call <= 14; call += 1)
      for (const isReleaseFirst of [true, false]) {
        const { desk, over, answered } = open();
        await awaitDecision('release', { demandId: id, round: 1, token: 't2' }, desk);
        let released = '';
        let withdrawn = '';
        const release: Act = async (store) => {
          const asked = { decision: 'release', packageSha256: PACKAGE } as const;
          released = await problemOf(decideRelease(id, asked, tess, over(store)));
        };
        const withdraw: Act = async (store) => {
          withdrawn = await problemOf(withdrawDemand(id, olga, over(store)));
        };
        const [first, second] = isReleaseFirst ? [release, withdraw] : [withdraw, release];
        await first(interrupted(desk.store, call, () => second()));
        const actions = (await desk.store.events(id)).map(({ action }) => action);
        expect(findChainFaults(await desk.store.events(id))).toEqual([]);
        const isDecided = (await desk.store.part(id, RELEASE_DECISION())) !== undefined;
        expect(isDecided).toBe(released === 'none');
        expect(actions.includes('release.decided')).toBe(isDecided);
        expect((await desk.store.read(id))?.withdrawnAt !== undefined).toBe(withdrawn === 'none');
        expect(answered.length).toBeLessThanOrEqual(1);
        // Nobody releases what was taken back.
        if (isDecided && actions.includes('demand.withdrawn'))
          expect(actions.indexOf('release.decided')).toBeLessThan(actions.indexOf('demand.withdrawn'));
        seen.add(`${released} ${withdrawn} ${answered}`);
      }
    expect([...seen].sort()).toEqual([
      ' none t2 withdraw',
      '409 not_awaiting_release none t2 withdraw',
      'none none t2 release',
      'none none t2 withdraw',
    ]);
  });
});
