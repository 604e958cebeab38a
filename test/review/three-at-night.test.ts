import { deliver } from '../../functions/disclosure/deliver.ts';
import { changeDemand, SERVICE } from '../../functions/ledger/change-demand.ts';
import { created } from '../../functions/ledger/part.ts';
import { CALL_BACK } from '../../functions/ledger/parts/call-back.part.ts';
import { DISCLOSURE } from '../../functions/ledger/parts/disclosure.part.ts';
import { claimDemand } from '../../functions/review/claim.ts';
import { clarifyDemand } from '../../functions/review/clarify.ts';
import { decideRelease } from '../../functions/review/decide-release.ts';
import { decideReview } from '../../functions/review/decide-review.ts';
import type { Demand } from '../../functions/shared/demand.schema.ts';
import { calledBack, memoryDeps, person, problemOf, rita, ruth } from '../kit/desk.ts';
import { fileSample } from '../kit/filed-demand.ts';
import { law, sampleOf } from '../validity/law.ts';

const rosa = person('reviewer', 'rosa');
const packageSha256 = 'cd'.repeat(32);
const callers = { clarifiedBy: ['rita', 'rosa'], changedBy: [] };
const call = (asked: 'office' | 'supervisor', by: string, seq: number) =>
  created(CALL_BACK(seq), {
    asked,
    result: 'confirmed',
    number: '+12025550143',
    by,
    at: '2026-11-23T09:30:00.000Z',
    round: 1,
  });

/** An emergency whose office rita called and a superior rosa; ruth approved it, and its package waits for its releases. */
async function sealed({ demand = {}, approvals = 2, ...record }: Record<string, unknown> = {}) {
  const deps = { ...memoryDeps(), dictionary: law.dictionary, log: () => undefined };
  const served = { ...sampleOf('us/emergency-disclosure').demand, ...(demand as Partial<Demand>) };
  const id = await fileSample(deps.store, {
    record: { demand: served, authenticity: { callback: 'confirmed', signals: [] }, ...callers, ...record },
    determination: { authorised: ['sessions', 'location'], approvals: Number(approvals) },
    parts: [call('office', 'rita', 2), call('supervisor', 'rosa', 3)],
  });
  await decideReview(id, { round: 1, decision: 'approve' }, ruth, deps);
  const step = (
    action: 'disclosure.sealed' | 'release.requested',
    parts: ReturnType<typeof created>[] = [],
  ) =>
    changeDemand(deps, id, (_record, at) => ({
      set: { packageSha256 },
      action,
      actor: SERVICE,
      detail: { at },
      parts,
      result: undefined,
    }));
  await step('disclosure.sealed', [
    created(DISCLOSURE(), {
      ...{ round: 1, sealedAt: '2026-11-23T10:00:00.000Z', key: 'k', versionId: 'v', sha256: packageSha256 },
      ...{ size: 1, manifestSha256: packageSha256, signature: 's', keyId: 'k', counts: {} },
    }),
  ]);
  await step('release.requested');
  const release = (subject: string) =>
    problemOf(decideRelease(id, { decision: 'release', packageSha256 }, person('releaser', subject), deps));
  const status = async () => (await deps.store.read(id))?.status;
  return { id, deps, release, status };
}

describe('an emergency at night', () => {
  it('takes three people: those who called may be the two who release it, and who approved it is neither', async () => {
    const { id, deps, release, status } = await sealed();
    expect(await release('ruth')).toBe('403 second_person_required');
    const claim = claimDemand(id, { action: 'claim' }, person('releaser', 'rita'), deps);
    expect(await problemOf(claim)).toBe('none');
    expect(await release('rita')).toBe('none');
    expect(await release(' RITA')).toBe('409 already_decided');
    expect(await status()).toBe('awaiting-release');
    expect(await release('rosa')).toBe('none');
    await deliver({ demandId: id, round: 1 }, deps);
    expect(await status()).toBe('released');
  });

  it('is still reviewed by none who called, and called about by two', async () => {
    const deps = memoryDeps();
    const id = await fileSample(deps.store, {
      record: { demand: sampleOf('us/emergency-disclosure').demand },
      determination: { outcome: 'hold', approvals: 2 },
    });
    const at = (round: number) => ({ set: { round }, action: 'review.requested' as const, actor: SERVICE });
    await clarifyDemand(id, calledBack(), rita, deps);
    await changeDemand(deps, id, () => ({ ...at(2), detail: {}, result: undefined }));
    expect(await problemOf(clarifyDemand(id, calledBack('confirmed', 'supervisor'), rita, deps))).toBe(
      '403 second_person_required',
    );
    expect(await problemOf(clarifyDemand(id, calledBack('confirmed', 'supervisor'), rosa, deps))).toBe(
      'none',
    );
    expect(await deps.store.read(id)).toMatchObject(callers);
    await changeDemand(deps, id, () => ({ ...at(3), detail: {}, result: undefined }));
    for (const caller of [rita, rosa])
      expect(await problemOf(decideReview(id, { round: 3, decision: 'approve' }, caller, deps))).toBe(
        '403 second_person_required',
      );
  });

  it.each([
    ['that one person would release', { approvals: 1 }],
    ['that is none', { demand: { emergency: undefined, instrument: 'us/search-warrant' } }],
    ['clarified before callers were told apart', { changedBy: undefined }],
    ['whose marks they judged, too', { changedBy: ['Rita', 'rosa'] }],
  ])('%s is released by nobody who called', async (_what, change) => {
    const { release, status } = await sealed(change);
    for (const caller of ['rita', 'rosa']) expect(await release(caller)).toBe('403 second_person_required');
    expect(await release('sam')).toBe('none');
    expect(await status()).toBe('approvals' in change ? 'release-decided' : 'awaiting-release');
  });

  it('counts who vouched for it beside a call as one who changed it', async () => {
    const deps = memoryDeps();
    const id = await fileSample(deps.store, { record: { clarifiedBy: ['otto'] } });
    await clarifyDemand(id, { ...calledBack(), signals: ['free-mail'] }, rita, deps);
    // Who changed it before is not forgotten.
    expect(await deps.store.read(id)).toMatchObject({ changedBy: ['otto', 'rita'] });
  });
});
