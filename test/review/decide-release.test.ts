import { changeDemand, SERVICE } from '../../functions/ledger/change-demand.ts';
import { decideReleaseRoute } from '../../functions/review/decide-release.route.ts';
import { decideRelease } from '../../functions/review/decide-release.ts';
import { decideReview } from '../../functions/review/decide-review.ts';
import { answerOf } from '../kit/answers.ts';
import { arrangeDesk, problemOf, rita, ritaReleases, sam, tess } from '../kit/desk.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { fileSample } from '../kit/filed-demand.ts';

const PACKAGE = 'cd'.repeat(32);

describe('a release', () => {
  let engine: Engine;
  let table: string;
  beforeAll(async () => {
    engine = await startEngine();
    table = await engine.createDemandsTable();
  });
  afterAll(() => engine.stop());

  describe('at release', () => {
    const reviewed = async (deps: ReturnType<typeof arrangeDesk>['deps'], approvals = 1) => {
      const id = await fileSample(deps.store, { determination: { approvals } });
      await decideReview(id, { round: 1, decision: 'approve' }, rita, deps);
      const record = await deps.store.read(id);
      if (!record) throw new Error('not filed');

      for (const action of ['disclosure.sealed', 'release.requested'] as const)
        await changeDemand(deps, id, () => ({
          set: { packageSha256: PACKAGE },
          action,
          actor: SERVICE,
          detail: {},
          result: undefined,
        }));
      return id;
    };

    it('is another person than the reviewer, for exactly this package', async () => {
      const { deps } = arrangeDesk(engine, table);
      const id = await reviewed(deps);
      const release = { decision: 'release' as const, packageSha256: PACKAGE };
      expect(await problemOf(decideRelease(id, release, ritaReleases, deps))).toBe(
        '403 second_person_required',
      );
      expect(
        await problemOf(decideRelease(id, { ...release, packageSha256: 'ef'.repeat(32) }, sam, deps)),
      ).toBe('409 other_package');
      expect(await decideRelease(id, release, sam, deps)).toEqual({ id, decision: 'release', missing: 0 });
    });

    it('takes two different people where the law asks for two', async () => {
      const { deps } = arrangeDesk(engine, table);
      const id = await reviewed(deps, 2);
      const release = { decision: 'release' as const, packageSha256: PACKAGE };
      const first = await decideRelease(id, release, sam, deps);
      expect(first).toMatchObject({ missing: 1 });
      answerOf(decideReleaseRoute, first);
      const refused = { ...release, decision: 'refuse' as const, reason: 'demand-in-doubt' };
      expect(await problemOf(decideRelease(id, refused, sam, deps))).toBe('409 already_decided');
      expect((await deps.store.read(id))?.status).toBe('awaiting-release');
      expect(await decideRelease(id, release, tess, deps)).toMatchObject({ missing: 0 });
      expect((await deps.store.read(id))?.status).toBe('release-decided');
    });

    it('counts two people who come at once as two, and one who comes twice at once as one', async () => {
      const { deps } = arrangeDesk(engine, table);
      const id = await reviewed(deps, 2);
      const release = { decision: 'release' as const, packageSha256: PACKAGE };
      const twice = await Promise.all([sam, sam].map((who) => decideRelease(id, release, who, deps)));
      expect(twice).toEqual([1, 1].map((missing) => ({ id, decision: 'release', missing })));
      expect((await deps.store.read(id))?.status).toBe('awaiting-release');
    });

    it('stops at one refusal', async () => {
      const { deps } = arrangeDesk(engine, table);
      const id = await reviewed(deps, 2);
      await decideRelease(
        id,
        { decision: 'refuse', packageSha256: PACKAGE, reason: 'demand-in-doubt' },
        sam,
        deps,
      );
      expect((await deps.store.read(id))?.status).toBe('release-decided');
    });
  });
});
