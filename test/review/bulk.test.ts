import { NOTE } from '../../functions/ledger/parts/note.part.ts';
import { BulkRequest, bulkRoute } from '../../functions/review/bulk.route.ts';
import { actOnMany } from '../../functions/review/bulk.ts';
import { claimDemand } from '../../functions/review/claim.ts';
import { StoreBusy } from '../../functions/shared/faults.ts';
import { Problem } from '../../functions/shared/problem.ts';
import { answerOf } from '../kit/answers.ts';
import { memoryDeps, person, problemOf, rita, ruth, sam } from '../kit/desk.ts';
import { fileSample } from '../kit/filed-demand.ts';

/** What a refusal says beside. */
const WHY = { reason: 'too-vague' };
const NOBODY = `d-${'0'.repeat(26)}`;

async function arrange(count: number) {
  const traced: [string, string][] = [];
  const deps = {
    ...memoryDeps(),
    trace: async (error: unknown, id: string) => {
      traced.push([error instanceof Problem ? error.code : String(error), id]);
    },
  };
  const ids: string[] = [];
  for (let one = 0; one < count; one += 1) ids.push(await fileSample(deps.store));
  const all = ids.map((id) => ({ id, on: 1 }));
  const act = async (request: BulkRequest, who: Parameters<typeof actOnMany>[1] = rita) => {
    const answer = await actOnMany(BulkRequest.parse(request), who, deps);
    answerOf(bulkRoute, answer);
    return answer;
  };
  const actions = async (id: string) => (await deps.store.events(id)).map(({ action }) => action);
  return { deps, ids, all, act, actions, traced };
}

describe('many demands at once', () => {
  it('are claimed, noted and refused, each in its own ledger', async () => {
    const { act, all, ids, actions, deps } = await arrange(3);
    expect(await act({ action: 'claim', demands: all })).toEqual({
      done: 3,
      answers: ids.map((id) => ({ id, status: 200 })),
    });
    await act({ action: 'note', text: 'One campaign.', demands: all });
    await act({ action: 'refuse', ...WHY, demands: all });
    for (const id of ids) {
      expect((await actions(id)).slice(1)).toEqual(['demand.claimed', 'demand.noted', 'review.decided']);
      expect(await deps.store.part(id, NOTE(1))).toMatchObject({ text: 'One campaign.' });
    }
  });

  it('are answered one by one: what cannot be done keeps nothing else from it', async () => {
    const { act, ids, all, actions, deps, traced } = await arrange(4);
    const [first = '', stale = '', held = '', last = ''] = ids;
    await claimDemand(held, { action: 'claim' }, ruth, deps);
    const demands = [...all.map(({ id }) => ({ id, on: id === stale ? 9 : 1 })), { id: NOBODY, on: 1 }];
    const { done, answers } = await act({ action: 'refuse', ...WHY, demands });
    expect(done).toBe(2);
    expect(answers.map((one) => [one.id, one.status, 'code' in one ? one.code : ''])).toEqual([
      [first, 200, ''],
      [stale, 409, 'stale_decision'],
      [held, 409, 'claimed_by_another'],
      [last, 200, ''],
      [NOBODY, 404, 'not_found'],
    ]);
    expect(await actions(stale)).toEqual(['demand.filed']);
    // The trace takes what of these is an attempt.
    expect(traced).toEqual([
      ['stale_decision', stale],
      ['claimed_by_another', held],
      ['not_found', NOBODY],
    ]);
  });

  it('again are answered as done, and told once', async () => {
    const { act, all, ids, actions } = await arrange(2);
    for (let time = 0; time < 2; time += 1) {
      expect(await act({ action: 'note', text: 'Again.', demands: all })).toMatchObject({ done: 2 });
      expect(await act({ action: 'refuse', ...WHY, demands: all })).toMatchObject({ done: 2 });
    }
    for (const id of ids) expect(await actions(id)).toHaveLength(3);
  });

  it('are not begun when the time is over, and the store is away for one alone', async () => {
    const { all, deps, ids } = await arrange(3);
    let calls = 0;
    const late = { ...deps, clock: () => new Date(Date.parse('2026-11-23T10:00:00Z') + 5_000 * calls++) };
    const { answers } = await actOnMany({ action: 'claim', demands: all }, rita, late);
    expect(answers.map(({ status }) => status)).toEqual([200, 503, 503]);
    const commit: typeof deps.store.commit = async (one) => {
      if (one.record.id === ids[1]) throw new StoreBusy('away');
      return deps.store.commit(one);
    };
    const away = { ...deps, store: { ...deps.store, commit } };
    const noted = await actOnMany({ action: 'note', text: 'x', demands: all.slice(1) }, ruth, away);
    expect(noted.answers.map(({ status }) => status)).toEqual([503, 200]);
  });

  it('are refused by reviewers alone', async () => {
    const { act, all } = await arrange(1);
    expect(await problemOf(act({ action: 'refuse', ...WHY, demands: all }, sam))).toBe('403 role_required');
    expect(await act({ action: 'claim', demands: all }, person('releaser', 'sam'))).toMatchObject({
      done: 0,
    });
  });

  it.each<[string, unknown]>([
    ['approved', { action: 'approve', demands: [{ id: NOBODY, on: 1 }] }],
    ['released', { action: 'release', demands: [{ id: NOBODY, on: 1 }] }],
    ['none', { action: 'claim', demands: [] }],
    ['one of them twice', { action: 'claim', demands: Array(2).fill({ id: NOBODY, on: 1 }) }],
    [
      'more than fifty',
      { action: 'claim', demands: Array.from({ length: 51 }, (_, on) => ({ id: `${on}`, on })) },
    ],
    ['named without what was read', { action: 'claim', demands: [{ id: NOBODY }] }],
    ['refused in part', { action: 'refuse', items: ['content'], demands: [{ id: NOBODY, on: 1 }] }],
  ])('are never %s', (_name, body) => {
    expect(BulkRequest.safeParse(body).success).toBe(false);
  });
});
