import { viewForAgent } from '../../functions/desk/agent-view.ts';
import { viewDemand } from '../../functions/desk/demand-view.ts';
import { findChainFaults } from '../../functions/ledger/hash-chain.ts';
import { REVIEW } from '../../functions/ledger/parts/review.part.ts';
import { requireApart } from '../../functions/ledger/require-apart.ts';
import { awaitDecision } from '../../functions/review/await-decision.ts';
import { clarifyDemand } from '../../functions/review/clarify.ts';
import { consult } from '../../functions/review/consult.ts';
import { decideReviewRoute } from '../../functions/review/decide-review.route.ts';
import { decideReview } from '../../functions/review/decide-review.ts';
import { takeApprovalAhead } from '../../functions/review/take-approval-ahead.ts';
import { withdrawDemand } from '../../functions/review/withdraw.ts';
import type { Demand } from '../../functions/shared/demand.schema.ts';
import { checkValidity } from '../../functions/validity/check-validity.ts';
import { recordFailure } from '../../functions/watch/record-failure.ts';
import { sweep } from '../../functions/watch/sweep.ts';
import { answerOf } from '../kit/answers.ts';
import { arrangeDesk, lawUnseen, olga, person, problemOf, rita, ruth } from '../kit/desk.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { fileSample } from '../kit/filed-demand.ts';
import { law, sampleOf } from '../validity/law.ts';

/** A production order for content, received so that the enforcing authority may object until Monday 2026-11-30. */
const demand: Demand = { ...sampleOf('eu/epoc').demand, dates: { received: '2026-11-19' } };
const DURING = '2026-11-30T23:59:59.999Z';
const AFTER = '2026-12-01T00:00:00.000Z';

describe('an approval ahead', () => {
  let engine: Engine;
  let table: string;
  beforeAll(async () => {
    engine = await startEngine();
  });
  beforeEach(async () => {
    table = await engine.createDemandsTable();
  });
  afterAll(() => engine.stop());

  type Desk = ReturnType<typeof arrangeDesk>['deps'];
  let accounts = ['acct-casey'];
  const checks = (deps: Desk, demandId: string, round: number) =>
    checkValidity(
      { demandId, round },
      {
        ...deps,
        rulebook: law,
        directory: {
          find: async () => ({
            holders: accounts.map((account) => ({ account, customer: 'consumer' as const })),
            otherTimes: [],
          }),
        },
      },
    );
  const at = (deps: Desk, instant: string): Desk => ({ ...deps, clock: () => new Date(instant) });

  /** Filed, checked, and waiting for review while the enforcing authority may still object. */
  async function suspended() {
    accounts = ['acct-casey'];
    const { deps, answered } = arrangeDesk(engine, table);
    const desk = { ...deps, rulebook: lawUnseen };
    const id = await fileSample(deps.store, { record: { status: 'filed', demand }, determination: 'none' });
    expect(await checks(deps, id, 1)).toMatchObject({ outcome: 'suspend' });
    await awaitDecision('review', { demandId: id, round: 1, token: 't1' }, deps);
    return { deps: desk, answered, id };
  }

  /** What the workflow does when the wait of a round was answered with a recheck. */
  async function goesOn(deps: Desk, id: string, round: number) {
    const checked = await checks(deps, id, round);
    await awaitDecision('review', { demandId: id, round, token: `t${round}` }, deps);
    await takeApprovalAhead(id, round, deps);
    return checked.outcome;
  }

  it('takes effect by itself when the time to object is over, and not a moment before', async () => {
    const { deps, answered, id } = await suspended();
    const reviewed = await decideReview(id, { round: 1, decision: 'approve' }, rita, deps);
    answerOf(decideReviewRoute, reviewed);
    expect(reviewed.takesEffect).toBe(AFTER);
    const record = await deps.store.read(id);
    if (!record) throw new Error('it was filed');
    expect(record.status).toBe('awaiting-review');
    expect((await viewDemand(record, deps)).approvedAhead).toMatchObject({
      by: 'rita',
      takesEffect: AFTER,
    });
    expect(await viewForAgent(record, { store: deps.store, rulebook: law })).not.toHaveProperty(
      'approvedAhead',
    );
    expect(await sweep(at(deps, DURING))).toMatchObject({ resumed: 0, answered: 0 });
    expect(answered).toEqual([]);
    expect(await sweep(at(deps, AFTER))).toMatchObject({ resumed: 1, failed: 0 });
    expect(answered).toEqual([{ token: 't1', decision: 'recheck', round: 2 }]);
    expect(await goesOn(at(deps, AFTER), id, 2)).toBe('accept');
    expect(answered.at(-1)).toEqual({ token: 't2', decision: 'approve', round: 2 });
    expect(await deps.store.read(id)).toMatchObject({ status: 'reviewed', round: 2 });
    expect(await deps.store.part(id, REVIEW(2))).toMatchObject({ by: 'rita', decision: 'approve', round: 2 });
    const events = await deps.store.events(id);
    const actions = events.map(({ action }) => action).filter((action) => !action.startsWith('clock.'));
    expect(actions.slice(3)).toEqual([
      'review.approved-ahead',
      'suspension.ended',
      'validity.checked',
      'review.requested',
      'review.took-effect',
    ]);
    expect(findChainFaults(events)).toEqual([]);
    expect(await sweep(at(deps, '2026-12-02T00:00:00Z'))).toMatchObject({ resumed: 0 });
  });

  it('is not needed: the demand is checked again when the time is over, and a person decides', async () => {
    const { deps, answered, id } = await suspended();
    await sweep(at(deps, AFTER));
    expect(await goesOn(at(deps, AFTER), id, 2)).toBe('accept');
    expect(answered.map(({ decision }) => decision)).toEqual(['recheck']);
    expect((await deps.store.read(id))?.status).toBe('awaiting-review');
  });

  it('is void once the paper was amended', async () => {
    const { deps, answered, id } = await suspended();
    await decideReview(id, { round: 1, decision: 'approve' }, rita, deps);
    await clarifyDemand(
      id,
      { demand: { enforcingAuthority: { notified: true, response: 'refused' } } },
      olga,
      deps,
    );
    expect(answered).toEqual([{ token: 't1', decision: 'recheck', round: 2 }]);
    expect((await checks(deps, id, 2)).outcome).toBe('reject');
    expect(await sweep(at(deps, AFTER))).toMatchObject({ resumed: 0, failed: 0 });
    expect((await deps.store.read(id))?.round).toBe(2);
  });

  it('is void once the paper was amended, though it would be accepted', async () => {
    const { deps, id } = await suspended();
    await decideReview(id, { round: 1, decision: 'approve' }, rita, deps);
    const cleared = { enforcingAuthority: { notified: true, response: 'cleared' as const } };
    await clarifyDemand(id, { demand: cleared }, olga, deps);
    expect(await goesOn(deps, id, 2)).toBe('accept');
    expect((await deps.store.read(id))?.status).toBe('awaiting-review');
  });

  it('is void where the identifier names other accounts than it did', async () => {
    const { deps, id } = await suspended();
    await decideReview(id, { round: 1, decision: 'approve' }, rita, deps);
    await sweep(at(deps, AFTER));
    accounts = ['acct-other'];
    await goesOn(at(deps, AFTER), id, 2);
    expect((await deps.store.read(id))?.status).toBe('awaiting-review');
  });

  it('gives way to a refusal, and to a withdrawal', async () => {
    const refused = await suspended();
    await decideReview(refused.id, { round: 1, decision: 'approve' }, rita, refused.deps);
    await decideReview(refused.id, { round: 1, decision: 'refuse', reason: 'too-vague' }, rita, refused.deps);
    expect(refused.answered).toEqual([{ token: 't1', decision: 'refuse', round: 1 }]);
    expect(await sweep(at(refused.deps, AFTER))).toMatchObject({ resumed: 0, failed: 0 });
    expect((await refused.deps.store.read(refused.id))?.status).toBe('reviewed');

    const withdrawn = await suspended();
    await decideReview(withdrawn.id, { round: 1, decision: 'approve' }, rita, withdrawn.deps);
    await withdrawDemand(withdrawn.id, olga, withdrawn.deps);
    await sweep(at(withdrawn.deps, AFTER));
    expect(withdrawn.answered.map(({ decision }) => decision)).toEqual(['withdraw']);
  });

  it('takes effect after a failure that outlasted the time to object, once the demand is started again', async () => {
    const { deps, answered, id } = await suspended();
    await decideReview(id, { round: 1, decision: 'approve' }, rita, deps);
    await recordFailure({ demandId: id, round: 1, error: 'StoreBusy' }, deps);
    expect(await sweep(at(deps, AFTER))).toMatchObject({ resumed: 0, failed: 0 });
    const later = at(deps, '2026-12-02T00:00:00.000Z');
    await awaitDecision('review', { demandId: id, round: 1, token: 'again' }, later);
    expect(await sweep(later)).toMatchObject({ resumed: 1, failed: 0 });
    expect(answered.at(-1)).toEqual({ token: 'again', decision: 'recheck', round: 2 });
    expect(await goesOn(later, id, 2)).toBe('accept');
    expect(await deps.store.part(id, REVIEW(2))).toMatchObject({ by: 'rita', decision: 'approve' });
  });

  it('waits for counsel, whom somebody else asked since', async () => {
    const { deps, id } = await suspended();
    await decideReview(id, { round: 1, decision: 'approve' }, rita, deps);
    await consult(id, { counsel: { reason: 'may-object' } }, ruth, deps);
    await sweep(at(deps, AFTER));
    await goesOn(at(deps, AFTER), id, 2);
    expect((await deps.store.read(id))?.status).toBe('awaiting-review');
  });

  it.each(['void', 'written over'])('is a part in the demand, also once it is %s', async (how) => {
    const { deps, id } = await suspended();
    await decideReview(id, { round: 1, decision: 'approve' }, rita, deps);
    if (how === 'void') await clarifyDemand(id, { demand: { reference: 'REF-2' } }, olga, deps);
    else await decideReview(id, { round: 1, decision: 'approve' }, ruth, deps);
    const record = await deps.store.read(id);
    if (!record) throw new Error('it was filed');
    const apart = (subject: string) => requireApart('release', record, person('releaser', subject), deps);
    expect(await problemOf(apart('rita'))).toBe('403 second_person_required');
    expect(await problemOf(apart('sam'))).toBe('none');
  });

  it('may be given again, narrower; the last one counts', async () => {
    const { deps, id } = await suspended();
    await decideReview(id, { round: 1, decision: 'approve' }, rita, deps);
    await decideReview(
      id,
      { round: 1, decision: 'approve', items: ['subscriber'], reason: 'less-than-asked' },
      rita,
      deps,
    );
    await sweep(at(deps, AFTER));
    await goesOn(at(deps, AFTER), id, 2);
    expect((await deps.store.part(id, REVIEW(2)))?.items).toEqual(['subscriber']);
  });
});
