import { changeDemand, SERVICE } from '../../functions/ledger/change-demand.ts';
import { findChainFaults } from '../../functions/ledger/hash-chain.ts';
import { RELEASE } from '../../functions/ledger/parts/release.part.ts';
import { RELEASE_DECISION } from '../../functions/ledger/parts/release-decision.part.ts';
import { REVIEW } from '../../functions/ledger/parts/review.part.ts';
import { awaitDecision } from '../../functions/review/await-decision.ts';
import { clarifyDemand } from '../../functions/review/clarify.ts';
import { consult } from '../../functions/review/consult.ts';
import { decideRelease } from '../../functions/review/decide-release.ts';
import { decideReview } from '../../functions/review/decide-review.ts';
import { resumeDemand } from '../../functions/review/resume.ts';
import { withdrawDemand } from '../../functions/review/withdraw.ts';
import { isSamePerson, personOf } from '../../functions/shared/person.ts';
import { arrangeDesk, calledBack, olga, person, problemOf, rita, ruth } from '../kit/desk.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { fileSample } from '../kit/filed-demand.ts';

const PACKAGE = 'cd'.repeat(32);
const SEEDS = Array.from({ length: 16 }, (_, index) => index + 1);

/** Numbers below 1, the same for the same seed. */
function chance(seed: number) {
  let state = seed * 2654435761;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 3266489917) >>> 0;
    return state / 2 ** 32;
  };
}

/** Does all of it at once, each after a while that the seed says. */
function atOnce(seed: number, acts: readonly (() => Promise<unknown>)[]): Promise<string[]> {
  const next = chance(seed);
  return Promise.all(
    acts.map(async (act) => {
      await new Promise((resolve) => setTimeout(resolve, next() * 12));
      return problemOf(act());
    }),
  );
}

describe('people who act at once', () => {
  let engine: Engine;
  let table: string;
  beforeAll(async () => {
    engine = await startEngine();
    table = await engine.createDemandsTable();
  });
  afterAll(() => engine.stop());

  it.each(SEEDS)(
    'decide once on a review, and nobody on what they filed, changed or vouched for (%i)',
    async (seed) => {
      const { deps, answered } = arrangeDesk(engine, table);
      const id = await fileSample(deps.store, { record: { status: 'filed' } });
      await awaitDecision('review', { demandId: id, round: 1, token: 't1' }, deps);
      const amend = { demand: { cites: ['18 USC 2703(d)'] } };
      const ruthVouches = () => clarifyDemand(id, calledBack(), ruth, deps);
      const answers = await atOnce(seed, [
        () => decideReview(id, { round: 1, decision: 'approve' }, rita, deps),
        () => decideReview(id, { round: 1, decision: 'refuse', reason: 'too-vague' }, ruth, deps),
        () => decideReview(id, { round: 1, decision: 'approve' }, person('reviewer', 'OLGA'), deps),
        () => withdrawDemand(id, olga, deps),
        () => clarifyDemand(id, amend, olga, deps),
        () => consult(id, { counsel: { reason: 'may-object' } }, rita, deps),
        ...(seed % 2 === 0 ? [ruthVouches] : []),
      ]);
      const [record, events] = [await deps.store.read(id), await deps.store.events(id)];
      expect(findChainFaults(events)).toEqual([]);
      const told = events.map(({ action }) => action);
      const count = (one: string) => told.filter((action) => action === one).length;
      const reviews = await deps.store.parts(id, REVIEW(''));
      // One decision in a round, or none where the round ended before it.
      expect(reviews.length).toBe(count('review.decided'));
      expect(count('review.decided') + count('demand.clarified')).toBeLessThanOrEqual(1);
      expect(answers[2]).not.toBe('none');
      const changers = [record?.filedBy ?? '', ...(record?.clarifiedBy ?? [])];
      for (const { by } of reviews) expect(changers.some((one) => isSamePerson(one, by))).toBe(false);
      // Whoever was told that it was done finds it in the ledger, and nobody else's.
      const done = answers.slice(0, 2).filter((answer) => answer === 'none').length;
      expect(done).toBe(count('review.decided'));
      expect(answered.length).toBeLessThanOrEqual(2);
    },
  );

  it.each(SEEDS)('release by two people, neither of whom reviewed it (%i)', async (seed) => {
    const { deps } = arrangeDesk(engine, table);
    const id = await fileSample(deps.store, { determination: { approvals: 2 } });
    await decideReview(id, { round: 1, decision: 'approve' }, rita, deps);
    for (const action of ['disclosure.sealed', 'release.requested'] as const)
      await changeDemand(deps, id, () => ({
        set: { packageSha256: PACKAGE },
        action,
        actor: SERVICE,
        detail: {},
        result: undefined,
      }));
    const release = (name: string) => () =>
      decideRelease(id, { decision: 'release', packageSha256: PACKAGE }, person('releaser', name), deps);
    const names = ['sam', 'SAM', ' Sam', 'rita', 'Rita', 'olga', ...(seed % 2 === 0 ? ['tess', 'TESS'] : [])];
    await atOnce(seed, [
      ...names.map(release),
      ...(seed % 3 === 0 ? [() => withdrawDemand(id, olga, deps)] : []),
    ]);
    expect(findChainFaults(await deps.store.events(id))).toEqual([]);
    const people = (await deps.store.parts(id, RELEASE())).map(({ by }) => personOf(by));
    expect(new Set(people).size).toBe(people.length);
    expect(people.every((one) => ['sam', 'tess'].includes(one))).toBe(true);
    // Decided by two, and by no fewer.
    expect((await deps.store.part(id, RELEASE_DECISION())) !== undefined).toBe(people.length === 2);
  });
});

describe('a rule of separation', () => {
  let engine: Engine;
  let table: string;
  beforeAll(async () => {
    engine = await startEngine();
    table = await engine.createDemandsTable();
  });
  afterAll(() => engine.stop());

  it('holds as soon as the rulebook has it', async () => {
    const { deps } = arrangeDesk(engine, table);
    const failed = async () => {
      const id = await fileSample(deps.store);
      await decideReview(id, { round: 1, decision: 'approve' }, rita, deps);
      await changeDemand(deps, id, () => ({
        set: {},
        action: 'demand.failed',
        actor: SERVICE,
        detail: { error: 'X', status: 'reviewed' },
        result: undefined,
      }));
      return id;
    };
    const { general } = deps.rulebook;
    const rule = {
      id: 'other-eyes',
      act: 'resume' as const,
      notBy: ['review' as const],
      cite: '…',
      says: '…',
    };
    const rules = [...general.separation.rules, rule];
    const rulebook = {
      ...deps.rulebook,
      general: { ...general, separation: { ...general.separation, rules } },
    };
    const retry = { action: 'retry', reason: 'cause-removed' } as const;
    expect(await problemOf(resumeDemand(await failed(), retry, rita, deps))).toBe('none');
    const stricter = { ...deps, rulebook };
    expect(await problemOf(resumeDemand(await failed(), retry, rita, stricter))).toBe(
      '403 second_person_required',
    );
    expect(await problemOf(resumeDemand(await failed(), retry, ruth, stricter))).toBe('none');
  });
});
