import { changeDemand, SERVICE } from '../../functions/ledger/change-demand.ts';
import { compartmentOf } from '../../functions/ledger/demand-id.ts';
import { findChainFaults } from '../../functions/ledger/hash-chain.ts';
import { created } from '../../functions/ledger/part.ts';
import { DETERMINATION } from '../../functions/ledger/parts/determination.part.ts';
import { HARVEST } from '../../functions/ledger/parts/harvest.part.ts';
import { REVIEW } from '../../functions/ledger/parts/review.part.ts';
import { SCOPE } from '../../functions/ledger/parts/scope.part.ts';
import { conclude } from '../../functions/preservation/conclude.ts';
import { clarifyDemand } from '../../functions/review/clarify.ts';
import { decideRelease } from '../../functions/review/decide-release.ts';
import { decideReview } from '../../functions/review/decide-review.ts';
import type { PresentResume } from '../../functions/review/require-present.ts';
import { resumeRoute } from '../../functions/review/resume.route.ts';
import { resumeDemand } from '../../functions/review/resume.ts';
import { withdrawDemand } from '../../functions/review/withdraw.ts';
import { clearedRoute } from '../../functions/shared/cleared-route.ts';
import { REASONS } from '../../functions/shared/determination.schema.ts';
import { recordFailure } from '../../functions/watch/record-failure.ts';
import { sweep } from '../../functions/watch/sweep.ts';
import { closeDemand } from '../../functions/workflow/close.ts';
import type { Again } from '../../functions/workflow/executions.ts';
import { PACKAGE_SHA256, type Played, playDemand, type State } from '../desk/played-demand.ts';
import { answerOf } from '../kit/answers.ts';
import { olga, olgaReviews, person, problemOf, rita, ritaReleases, ruth, sam } from '../kit/desk.ts';
import { fileSample } from '../kit/filed-demand.ts';
import { memoryDesk } from '../kit/memory-desk.ts';
import { someClocks } from '../kit/some-clocks.ts';
import { law, sampleOf } from '../validity/law.ts';

const HOUR_MS = 3_600_000;
const text = 'The store gives its objects out again.';
const retry: PresentResume = { action: 'retry', reason: 'cause-removed', text };
const refuse: PresentResume = { action: 'refuse', reason: 'cannot-be-carried-out' };
const leaveOut = (...services: string[]): PresentResume => ({
  action: 'leave-out',
  reason: 'service-cannot-give',
  services,
});

const { demand, circumstances } = sampleOf('us/grand-jury-subpoena');
const { documents: _documents, ...paper } = demand;

/** A demand of one account, whose workflow fails at a state; approved, but for one that fails while it waits for that. */
async function failedAt(state: State): Promise<Played> {
  const holder = { account: 'acct-1', customer: 'consumer' as const };
  const find = async () => ({ holders: [holder], otherTimes: [] });
  const played = await playDemand(paper, { find }, new Date(circumstances.now));
  if (state !== 'review') {
    const request = { round: 1, decision: 'approve' as const, resolves: [...REASONS] };
    await decideReview(played.id, request, rita, played.deps);
  }
  played.failAt(state);
  await played.run();
  if ((await recordOf(played)).status !== 'failed') throw new Error('it was to fail');
  return played;
}

/** A warrant that waits for its review on 10 June, and must be executed by the 18th. */
async function aWarrant(): Promise<Played> {
  const holder = { account: 'acct-1', customer: 'consumer' as const };
  const find = async () => ({ holders: [holder], otherTimes: [] });
  const { documents: _papers, ...warrant } = sampleOf('us/search-warrant').demand;
  const dates = { issued: '2026-06-04', served: '2026-06-09', executeBy: '2026-06-18' };
  return playDemand({ ...warrant, dates }, { find }, new Date('2026-06-10T12:00:00Z'));
}

async function recordOf({ id, deps }: Played) {
  const record = await deps.store.read(id);
  if (!record) throw new Error('it was filed');
  return record;
}
const itemsOf = async ({ id, deps }: Played, round: number) =>
  (await deps.store.part(id, SCOPE(round)))?.grants.flatMap(({ items }) => items);
const resume = ({ id, deps }: Played, request: PresentResume, by = ruth) =>
  resumeDemand(id, request, by, deps);
const release = ({ id, deps }: Played, by = sam) =>
  decideRelease(id, { decision: 'release', packageSha256: PACKAGE_SHA256 }, by, deps);
const actionsOf = async ({ id, deps }: Played) => (await deps.store.events(id)).map(({ action }) => action);

describe('a demand that failed', () => {
  it('goes on where it was, as it was, and comes to its end', async () => {
    const played = await failedAt('retrieve');
    expect(answerOf(resumeRoute, await played.takeUp(retry, ruth))).toEqual({
      id: played.id,
      round: 1,
      isNewRound: false,
    });
    expect(await recordOf(played)).toMatchObject({ status: 'reviewed', round: 1 });
    await played.run();
    await release(played);
    await played.run();
    expect(await recordOf(played)).toMatchObject({ status: 'closed', conclusion: 'disclosed' });
    expect(findChainFaults(await played.deps.store.events(played.id))).toEqual([]);
  });

  it('begins a new round when a date of its paper came since: the law is applied again', async () => {
    const played = await aWarrant();
    const approve = { round: 1, decision: 'approve' as const, resolves: [...REASONS] };
    await decideReview(played.id, approve, rita, played.deps);
    played.failAt('retrieve');
    await played.run();
    const on = (day: string) => ({ ...played.copy(), clock: () => new Date(day) });
    expect(await resumeDemand(played.id, retry, ruth, on('2026-06-17T12:00:00Z'))).toMatchObject({
      isNewRound: false,
    });
    expect(await resumeDemand(played.id, retry, ruth, on('2026-09-30T12:00:00Z'))).toMatchObject({
      isNewRound: true,
    });
    played.pass(112 * 24 * HOUR_MS);
    await played.takeUp(retry, ruth);
    await played.run();
    expect(await recordOf(played)).toMatchObject({ round: 2 });
    expect((await actionsOf(played)).filter((action) => action === 'scope.compiled')).toHaveLength(1);
  });

  it('is not approved first when such a date has come: who reviews it has it checked again', async () => {
    const played = await aWarrant();
    const approve = { round: 1, decision: 'approve' as const, resolves: [...REASONS] };
    const again = () => clarifyDemand(played.id, { checkAgain: true }, rita, played.deps);
    expect(await problemOf(again())).toBe('422 nothing_new');
    played.pass(20 * 24 * HOUR_MS);
    expect(await problemOf(decideReview(played.id, approve, rita, played.deps))).toBe('409 date_has_come');
    await again();
    await played.run();
    expect(await recordOf(played)).toMatchObject({ round: 2, status: 'awaiting-review' });
    const checked = await played.deps.store.part(played.id, DETERMINATION(2));
    expect(checked?.determination.outcome).not.toBe('accept');
    expect(await problemOf(again())).toBe('422 nothing_new');
  });

  it('can fail again where it stood, and be taken up as often as that', async () => {
    const played = await failedAt('retrieve');
    for (let times = 0; times < 3; times += 1) {
      played.failAt('check');
      await played.takeUp(retry, ruth);
      await played.run();
      expect(await recordOf(played)).toMatchObject({ status: 'failed', failedIn: 'reviewed' });
    }
    const actions = await actionsOf(played);
    expect(actions.filter((action) => action === 'demand.failed')).toHaveLength(4);
  });

  it('is taken up once: the second who comes is told', async () => {
    const played = await failedAt('retrieve');
    const tries = [resume(played, retry), resume(played, refuse, rita)].map(problemOf);
    expect((await Promise.all(tries)).sort()).toEqual(['409 not_failed', 'none']);
  });

  it('is started again by the sweep, once, under a name of its own', async () => {
    const played = await failedAt('retrieve');
    await resume(played, retry);
    const started: [string, Again | undefined][] = [];
    const executions = {
      start: async (id: string, again?: Again) => {
        started.push([id, again]);
      },
      look: async () => 'RUNNING' as const,
    };
    await sweep({ ...played.deps, executions });
    await sweep({ ...played.deps, executions });
    const again = started.filter(([, how]) => how);
    expect(again).toEqual([[played.id, { number: (await recordOf(played)).resumed, round: 1 }]]);
  });

  it('keeps its reason beside it, and in no event', async () => {
    const played = await failedAt('retrieve');
    await resume(played, retry);
    const event = (await played.deps.store.events(played.id)).at(-1);
    expect(event).toMatchObject({ action: 'demand.resumed', detail: { resumption: 'retry', round: 1 } });
    expect(JSON.stringify(event)).not.toContain('store');
    expect(Object.keys(event?.parts ?? {})).toEqual([`resumption#${event?.seq}`]);
  });
});

describe('what is read again', () => {
  it('is all of it, in a new round that needs no other approval, where a person says so', async () => {
    const played = await failedAt('retrieve');
    await played.takeUp({ ...retry, readAgain: true } as PresentResume, ruth);
    await played.run();
    expect(await recordOf(played)).toMatchObject({ status: 'awaiting-release', round: 2 });
    expect(await played.deps.store.part(played.id, REVIEW(2))).toMatchObject({
      by: 'ruth',
      decision: 'approve',
    });
    expect(await itemsOf(played, 2)).toContain('sessions');
    await release(played);
    await played.run();
    expect(await recordOf(played)).toMatchObject({ status: 'closed', conclusion: 'disclosed' });
  });

  it.each([
    ['five days old', 5 * 24 * HOUR_MS, false, false],
    ['so old that it goes before it is sealed', 7 * 24 * HOUR_MS, false, true],
    ['refused by its check', HOUR_MS, true, true],
  ])('is decided by what was read: it is %s', async (_, ageMs, isRefused, isNewRound) => {
    const played = await failedAt('retrieve');
    const { deps, id } = played;
    const ageOf = (at: string) => new Date(Date.parse(at) - ageMs).toISOString();
    await changeDemand(deps, id, (_record, at) => ({
      set: {},
      action: 'retrieval.completed',
      actor: SERVICE,
      detail: {},
      parts: [
        created(HARVEST(1, 0), {
          ...{ round: 1, grant: 0, account: 'acct-1', service: 'sessions', finishedAt: ageOf(at) },
          ...{ counts: { sessions: 0 }, fields: {}, blobs: { count: 0, bytes: 0 } },
          records: { sha256: 'a'.repeat(64), size: 0, byHash: true },
        }),
      ],
      result: undefined,
    }));
    if (isRefused)
      await changeDemand(deps, id, () => ({
        ...{ set: {}, action: 'harvest.refused', actor: SERVICE, result: undefined },
        detail: { round: 1, grant: 0, rule: 'period' },
      }));
    expect(await resume(played, retry)).toMatchObject({ isNewRound });
  });
});

describe('less than was approved', () => {
  it('is read in a new round, without what a service holds', async () => {
    const played = await failedAt('retrieve');
    await played.takeUp(leaveOut('sessions'), ruth);
    await played.run();
    expect(await recordOf(played)).toMatchObject({
      status: 'awaiting-release',
      round: 2,
      facts: { narrowed: true },
    });
    expect(await itemsOf(played, 2)).not.toContain('sessions');
    expect(await itemsOf(played, 2)).toContain('subscriber.name');
  });

  it.each([
    ['more items', { items: ['content.mail'] }, '422 widens'],
    ['unknown items', { items: ['nothing'] }, '422 widens'],
    ['another target', { targets: [1] }, '422 widens'],
    ['another account', { accounts: ['acct-2'] }, '422 widens'],
    ['nothing', {}, '422 nothing_new'],
  ])('is never %s', async (_, narrowing, expected) => {
    const played = await failedAt('retrieve');
    const before = await recordOf(played);
    expect(
      await problemOf(resume(played, { action: 'narrow', reason: 'less-than-asked', ...narrowing })),
    ).toBe(expected);
    expect(await recordOf(played)).toEqual(before);
  });

  it('is not nothing at all, nor without a service that there is not', async () => {
    const played = await failedAt('retrieve');
    expect(await problemOf(resume(played, leaveOut('sessions', 'subscribers')))).toBe(
      '409 nothing_to_approve',
    );
    expect(await problemOf(resume(played, leaveOut('toString')))).toBe('422 widens');
  });

  it('cannot be had of what nobody approved, nor of what is sealed', async () => {
    expect(await problemOf(resume(await failedAt('review'), leaveOut('sessions')))).toBe(
      '409 nothing_approved',
    );
    const sealed = await failedAt('retrieve');
    await sealed.takeUp(retry, ruth);
    await sealed.run();
    await release(sealed);
    sealed.failAt('deliver');
    await sealed.run();
    expect(await problemOf(resume(sealed, leaveOut('sessions')))).toBe('409 package_sealed');
    expect(await resume(sealed, retry)).toMatchObject({ isNewRound: false });
  });
});

describe('a refusal of what failed', () => {
  it.each(['retrieve', 'deliver'] as const)('ends it, here at %s, and is a person’s', async (state) => {
    const played = await failedAt('retrieve');
    if (state === 'deliver') {
      await played.takeUp(retry, ruth);
      await played.run();
      await release(played);
      played.failAt('deliver');
      await played.run();
    }
    await played.takeUp(refuse, ruth);
    await played.run();
    expect(await recordOf(played)).toMatchObject({ status: 'closed', conclusion: 'refused' });
    const told = (await played.deps.store.events(played.id)).find(
      ({ action }) => action === 'demand.refused',
    );
    expect(told).toMatchObject({ detail: { by: 'reviewer' } });
  });

  it('ends what failed before it could be checked, such as one that names too many accounts', async () => {
    const { store, tokens, dues } = memoryDesk();
    const clock = () => new Date('2026-11-23T10:00:00.000Z');
    const deps = {
      store,
      tokens,
      dues,
      clock,
      rulebook: law,
      dictionary: law.dictionary,
      clocks: someClocks,
    };
    const id = await fileSample(store, { record: { status: 'filed' }, determination: 'none' });
    const input = { demandId: id, round: 1 };
    await recordFailure({ ...input, error: 'TooManyAccounts' }, deps);
    await expect(conclude('refuse', input, deps)).rejects.toMatchObject({ name: 'InconsistentState' });
    await resumeDemand(id, refuse, ruth, deps);
    await conclude('refuse', input, deps);
    await closeDemand(input, deps);
    expect(await store.read(id)).toMatchObject({ status: 'closed', conclusion: 'refused' });
  });

  it('stands: what was refused is not read, though the refusal failed', async () => {
    const played = await failedAt('retrieve');
    await played.takeUp(refuse, ruth);
    played.failAt('refuse');
    await played.run();
    expect(await problemOf(resume(played, retry))).toBe('409 refused_already');
    await played.takeUp(refuse, ruth);
    await played.run();
    expect(await recordOf(played)).toMatchObject({ conclusion: 'refused' });
  });
});

describe('who takes up a demand', () => {
  it('has no part in it, and is a reviewer of its compartment', async () => {
    const played = await failedAt('retrieve');
    expect(await problemOf(resume(played, retry, olgaReviews))).toBe('403 own_demand');
    expect(await problemOf(resumeDemand('x', retry, ruth, played.deps))).toBe('404 not_found');
    expect(resumeRoute.roles).toEqual(['reviewer']);
    expect(clearedRoute(resumeRoute).roles).toEqual(['cleared-reviewer']);
    expect(compartmentOf(`c-${played.id}`)).toBe('cleared');
  });

  it.each([
    ['who took it up', person('releaser', 'Ruth ')],
    ['who approved it at first', ritaReleases],
  ])('does not release it: not %s', async (_, releaser) => {
    const played = await failedAt('retrieve');
    await played.takeUp({ ...retry, readAgain: true } as PresentResume, ruth);
    await played.run();
    expect(await problemOf(release(played, releaser))).toBe('403 second_person_required');
    expect(await problemOf(release(played, sam))).toBe('none');
  });

  it('only closes what was withdrawn meanwhile', async () => {
    const played = await failedAt('retrieve');
    await withdrawDemand(played.id, olga, played.deps);
    expect(await problemOf(resume(played, leaveOut('sessions')))).toBe('410 withdrawn');
    expect(await problemOf(resume(played, refuse))).toBe('410 withdrawn');
    await played.takeUp(retry, ruth);
    await played.run();
    expect(await recordOf(played)).toMatchObject({ status: 'closed', conclusion: 'withdrawn' });
  });
});
