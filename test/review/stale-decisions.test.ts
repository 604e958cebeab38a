import { readDemand } from '../../functions/desk/read-demands.ts';
import { changeDemand, SERVICE } from '../../functions/ledger/change-demand.ts';
import { matterOf } from '../../functions/ledger/matter.ts';
import { RELEASE } from '../../functions/ledger/parts/release.part.ts';
import { clarifyDemand } from '../../functions/review/clarify.ts';
import { ReleaseRequest } from '../../functions/review/decide-release.route.ts';
import { decideRelease } from '../../functions/review/decide-release.ts';
import { ReviewRequest } from '../../functions/review/decide-review.route.ts';
import { decideReview } from '../../functions/review/decide-review.ts';
import type { Present } from '../../functions/review/require-present.ts';
import { ResumeRequest } from '../../functions/review/resume.route.ts';
import { resumeDemand } from '../../functions/review/resume.ts';
import { withdrawDemand } from '../../functions/review/withdraw.ts';
import type { Principal } from '../../functions/shared/principal.ts';
import { ATTEMPTS } from '../../functions/shared/problems.ts';
import { memoryDeps, olga, person, problemOf, rita, ruth, sam, tess } from '../kit/desk.ts';
import { fileSample } from '../kit/filed-demand.ts';
import { forDesk } from '../kit/sides.ts';

const PACKAGE = 'cd'.repeat(32);
const APPROVE = { round: 1, decision: 'approve' } as const;
const LEAVE = { decision: 'release', packageSha256: PACKAGE } as const;

async function arrange(change: Parameters<typeof fileSample>[1] = {}) {
  const deps = memoryDeps();
  const id = await fileSample(deps.store, change);
  const matter = async (who = rita) => (await forDesk(readDemand(id, who, deps))).matter;
  const tell = (action: 'disclosure.sealed' | 'release.requested' | 'freeze.completed' | 'demand.failed') =>
    changeDemand(deps, id, () => ({
      set: action === 'disclosure.sealed' ? { packageSha256: PACKAGE } : {},
      action,
      actor: SERVICE,
      detail: {},
      result: undefined,
    }));
  const sealed = async () => {
    await decideReview(id, APPROVE, rita, deps);
    await tell('disclosure.sealed');
    await tell('release.requested');
  };
  const count = async () => (await deps.store.events(id)).length;
  return { id, deps, matter, tell, sealed, count };
}

describe('a decision', () => {
  it('names what it is made on, or the route refuses it', () => {
    for (const [schema, body] of [
      [ReviewRequest, APPROVE],
      [ReleaseRequest, LEAVE],
      [ResumeRequest, { action: 'retry', reason: 'cause-removed' }],
    ] as const) {
      expect(schema.safeParse(body).success).toBe(false);
      expect(schema.safeParse({ ...body, on: 1 }).success).toBe(true);
    }
  });

  it('on what a demand was before something about it changed is refused, and changes nothing', async () => {
    const { id, deps, matter, count } = await arrange();
    const on = await matter();
    await withdrawDemand(id, olga, deps);
    const before = await count();
    expect(await problemOf(decideReview(id, { ...APPROVE, on }, rita, deps))).toBe('409 stale_decision');
    expect(await count()).toBe(before);
    expect(await problemOf(decideReview(id, { ...APPROVE, on: on + 99 }, rita, deps))).toBe(
      '409 stale_decision',
    );
    expect(ATTEMPTS).toContain('stale_decision');
  });

  it('on what was taken back is none: nothing of it is approved, released or amended', async () => {
    const { id, deps, matter } = await arrange();
    await withdrawDemand(id, olga, deps);
    const late = { ...APPROVE, on: await matter() };
    expect(await problemOf(decideReview(id, late, rita, deps))).toBe('409 not_awaiting_review');
    const amendment = { demand: { reference: 'REF-2' } };
    expect(await problemOf(clarifyDemand(id, amendment, olga, deps))).toBe('409 not_awaiting_review');
    const { sealed, ...other } = await arrange();
    await sealed();
    await withdrawDemand(other.id, olga, other.deps);
    const leave = { ...LEAVE, on: await other.matter() };
    expect(await problemOf(decideRelease(other.id, leave, sam, other.deps))).toBe('409 not_awaiting_release');
  });

  it('stands though others looked, or what is demanded was frozen meanwhile', async () => {
    const { id, deps, matter, tell } = await arrange();
    const on = await matter();
    await tell('freeze.completed');
    await readDemand(id, sam, deps);
    await readDemand(id, ruth, deps);
    expect(await matter()).toBe(on);
    expect(await problemOf(decideReview(id, { ...APPROVE, on }, rita, deps))).toBe('none');
    expect((await deps.store.events(id)).at(-1)?.detail).toMatchObject({ on });
  });

  it('on a demand of an earlier release, which has no matter, names its version', async () => {
    const { id, deps } = await arrange();
    const record = await deps.store.read(id);
    expect(record).not.toHaveProperty('matter');
    expect(matterOf({ version: 7 })).toBe(7);
    expect(await problemOf(decideReview(id, { ...APPROVE, on: 1 }, rita, deps))).toBe('none');
  });

  it('on a release or on what failed is held against the same', async () => {
    const { id, deps, sealed, matter } = await arrange();
    await sealed();
    const on = await matter();
    expect(await problemOf(decideRelease(id, { ...LEAVE, on: on - 1 }, sam, deps))).toBe(
      '409 stale_decision',
    );
    expect(await problemOf(decideRelease(id, { ...LEAVE, on }, sam, deps))).toBe('none');

    const failed = await arrange({ record: { status: 'failed', failedIn: 'filed' } });
    const retry = { action: 'retry', reason: 'cause-removed' } as const;
    expect(await problemOf(resumeDemand(failed.id, { ...retry, on: 9 }, ruth, failed.deps))).toBe(
      '409 stale_decision',
    );
    expect(await problemOf(resumeDemand(failed.id, { ...retry, on: 1 }, ruth, failed.deps))).toBe('none');
  });
});

describe('the same decision again, whose answer was lost', () => {
  it('is answered as it was, to who made it, and told once', async () => {
    const { id, deps, count } = await arrange();
    const request = { ...APPROVE, on: 1, items: ['sessions'], reason: 'less-than-asked' };
    const first = await decideReview(id, request, rita, deps);
    const told = await count();
    expect(await decideReview(id, request, rita, deps)).toEqual(first);
    expect(await count()).toBe(told);
    for (const [other, who] of [
      [request, ruth],
      [request, person('reviewer', 'RITA')],
      [{ ...request, items: [...request.items, 'subscriber'] }, rita],
      [{ ...request, decision: 'refuse' as const, reason: 'too-vague' }, rita],
    ] satisfies [Present<ReviewRequest>, Principal<'reviewer'>][])
      expect(await problemOf(decideReview(id, other, who, deps))).toBe('409 not_awaiting_review');
  });

  it('of an approval ahead is kept once', async () => {
    const { id, deps, count } = await arrange({ determination: { outcome: 'suspend', until: '2026-12-01' } });
    const request = { ...APPROVE, on: 1 };
    const first = await decideReview(id, request, rita, deps);
    expect(first.takesEffect).toBeDefined();
    const told = await count();
    expect(await decideReview(id, request, rita, deps)).toEqual(first);
    expect(await count()).toBe(told);
  });

  it('of a release counts its maker once, in whatever spelling', async () => {
    const { id, deps, sealed, matter } = await arrange({ determination: { approvals: 2 } });
    await sealed();
    const on = await matter();
    const missingOne = { id, decision: 'release', missing: 1 };
    expect(await decideRelease(id, { ...LEAVE, on }, sam, deps)).toEqual(missingOne);
    expect(await decideRelease(id, { ...LEAVE, on }, sam, deps)).toEqual(missingOne);
    const spelt = person('releaser', 'SAM');
    expect(await problemOf(decideRelease(id, { ...LEAVE, on }, spelt, deps))).toBe('409 already_decided');
    expect(await deps.store.parts(id, RELEASE())).toHaveLength(1);
    expect(await decideRelease(id, { ...LEAVE, on }, tess, deps)).toMatchObject({ missing: 0 });
    expect(await decideRelease(id, { ...LEAVE, on }, sam, deps)).toMatchObject({ missing: 0 });
  });

  it('of taking up what failed begins it once', async () => {
    const { id, deps, count } = await arrange({ record: { status: 'failed', failedIn: 'filed' } });
    const retry = { action: 'retry', reason: 'cause-removed', on: 1 } as const;
    const first = await resumeDemand(id, retry, ruth, deps);
    const told = await count();
    expect(await resumeDemand(id, retry, ruth, deps)).toEqual(first);
    expect(await count()).toBe(told);
    expect(await problemOf(resumeDemand(id, { ...retry, text: 'Another.' }, ruth, deps))).toBe(
      '409 not_failed',
    );
  });
});

describe('two people at once', () => {
  it('make one decision, and the other is told that it stands', async () => {
    const { id, deps, matter } = await arrange();
    const on = await matter();
    const answers = await Promise.all(
      [rita, ruth].map((who) => problemOf(decideReview(id, { ...APPROVE, on }, who, deps))),
    );
    expect(answers.sort()).toEqual(['409 not_awaiting_review', 'none']);
  });

  it('approve what an agent amends: the approval is of the paper as it was, or is refused', async () => {
    for (let run = 0; run < 10; run += 1) {
      const { id, deps, matter } = await arrange();
      const on = await matter();
      const amend = clarifyDemand(id, { demand: { cites: ['18 USC 2703(d)'] } }, olga, deps);
      const [approved, amended] = await Promise.all([
        problemOf(decideReview(id, { ...APPROVE, on }, rita, deps)),
        problemOf(amend),
      ]);
      expect([approved, amended].filter((answer) => answer === 'none')).toHaveLength(1);
      expect((await deps.store.read(id))?.demand.cites === undefined).toBe(approved === 'none');
    }
  });
});
