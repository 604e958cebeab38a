import { readReach } from '../../functions/desk/read-reach.ts';
import { REVIEW } from '../../functions/ledger/parts/review.part.ts';
import { decideReviewRoute, ReviewRequest } from '../../functions/review/decide-review.route.ts';
import { decideReview } from '../../functions/review/decide-review.ts';
import { narrowedReview } from '../../functions/review/narrowed-review.ts';
import { answerOf } from '../kit/answers.ts';
import { memoryDeps, problemOf, rita, ruth } from '../kit/desk.ts';
import { fileSample } from '../kit/filed-demand.ts';
import { sampleDemand } from '../kit/sample-demand.ts';
import { law } from '../validity/law.ts';

const PERIOD = { from: '2026-01-01', to: '2026-06-30' };
const [FIRST, SECOND] = ['acct-0001', 'acct-0002'];
const DATA = ['subscriber.name', 'sessions'];
const ACCOUNTS = [
  { target: 0, account: FIRST, customer: 'consumer' },
  { target: 1, account: SECOND, customer: 'consumer' },
] as const;

async function arrange() {
  const deps = memoryDeps();
  const targets = ['alice', 'bob'].map((name) => ({ type: 'email' as const, value: `${name}@example.com` }));
  const id = await fileSample(deps.store, {
    record: { demand: sampleDemand({ data: DATA, period: PERIOD, targets }) },
    determination: { authorised: DATA, targets: [0, 1] },
    accounts: [...ACCOUNTS],
  });
  const approve = (narrowing: ReviewRequest['narrowing'], more: Partial<ReviewRequest> = {}) =>
    decideReview(
      id,
      { round: 1, decision: 'approve', reason: 'less-than-asked', narrowing, ...more },
      rita,
      deps,
    );
  return { id, deps, approve };
}

const APART = [
  { target: 0, items: ['subscriber.name'] },
  { target: 1, items: ['sessions'], accounts: [SECOND], period: { from: '2026-03-01', to: '2026-03-31' } },
];

describe('a review that narrows each target on its own', () => {
  it('is recorded and answered so, and its event names no account', async () => {
    const { id, deps, approve } = await arrange();
    const reviewed = answerOf(decideReviewRoute, await approve(APART));
    expect(reviewed).toEqual({
      id,
      because: { reason: 'less-than-asked', locale: 'en', says: expect.any(String) },
      decision: 'approve',
      items: ['subscriber.name', 'sessions'],
      targets: [0, 1],
      narrowing: APART,
    });
    const part = await deps.store.part(id, REVIEW(1));
    expect(part).toMatchObject({ perTarget: APART, period: PERIOD });
    expect(REVIEW(1).stored.write(part ?? ({ ...APART[0] } as never)).schemaVersion).toBe(5);
    const events = await deps.store.events(id);
    expect(JSON.stringify(events)).not.toContain(SECOND);
    expect(events.at(-1)?.detail.apart).toEqual([APART[0], { ...APART[1], accounts: 1 }]);
    expect((await deps.store.read(id))?.facts.narrowed).toBe(true);
    // An answer that was lost is given again.
    expect(await approve(APART)).toEqual(reviewed);
  });

  it.each([
    ['an item that is not authorised', [{ target: 0, items: ['content'] }], '422 widens'],
    ['a target that does not proceed', [{ target: 2 }], '422 widens'],
    ['an account of another target', [{ target: 0, accounts: [SECOND] }], '422 widens'],
    ['more time', [{ target: 0, period: { from: '2025-12-31', to: '2026-06-30' } }], '422 widens'],
    ['a target twice', [{ target: 0 }, { target: 0, items: ['sessions'] }], '422 narrowed_twice'],
  ])('cannot have %s', async (_, narrowing, refused) => {
    const { approve } = await arrange();
    expect(await problemOf(approve(narrowing))).toBe(refused);
  });

  it('that leaves every target whole but for a choice among accounts is told to nobody outside', async () => {
    const { id, deps } = await arrange();
    const choice = [{ target: 0 }, { target: 1, accounts: [SECOND] }];
    const decide = (reason: string) =>
      decideReview(id, { round: 1, decision: 'approve', reason, narrowing: choice }, rita, deps);
    expect(await problemOf(decide('less-than-asked'))).toBe('422 reason_of_another_decision');
    const { because } = await decide('other-holder');
    expect(because).toEqual({ reason: 'other-holder' });
  });

  it('of which one target did not proceed is measured by those that did', async () => {
    const deps = memoryDeps();
    const targets = ['alice', 'bob'].map((name) => ({
      type: 'email' as const,
      value: `${name}@example.com`,
    }));
    const id = await fileSample(deps.store, {
      record: { demand: sampleDemand({ data: DATA, period: PERIOD, targets }) },
      determination: { authorised: DATA, targets: [1] },
      accounts: [...ACCOUNTS],
    });
    const narrowing = [{ target: 1, accounts: [SECOND] }];
    const request = { round: 1, decision: 'approve', reason: 'other-holder', narrowing } as const;
    expect((await decideReview(id, { ...request, narrowing: [...narrowing] }, rita, deps)).because).toEqual({
      reason: 'other-holder',
    });
  });

  it('says it once', async () => {
    const { approve } = await arrange();
    expect(await problemOf(approve(APART, { items: ['sessions'] }))).toBe('422 narrowed_twice');
    expect(ReviewRequest.safeParse({ on: 1, round: 1, decision: 'approve', narrowing: [] }).success).toBe(
      false,
    );
  });

  it('stays narrow where a demand that failed is taken up with less', async () => {
    const { id, deps, approve } = await arrange();
    await approve(APART);
    const part = await deps.store.part(id, REVIEW(1));
    if (!part) throw new Error('a review was expected');
    const reason = 'Sessions are away.';
    const less = narrowedReview(
      part,
      { action: 'leave-out', services: ['sessions'], reason },
      { accounts: [...ACCOUNTS] },
      law,
    );
    expect(less).toMatchObject({ items: ['subscriber.name'], targets: [0], perTarget: [APART[0]] });
    const one = narrowedReview(
      part,
      { action: 'narrow', targets: [1], reason },
      { accounts: [...ACCOUNTS] },
      law,
    );
    expect(one).toMatchObject({ items: ['sessions'], targets: [1], perTarget: [APART[1]] });
  });

  it('leaves no account to choose that it left out', async () => {
    const { id, deps, approve } = await arrange();
    await approve(APART);
    const part = await deps.store.part(id, REVIEW(1));
    if (!part) throw new Error('a review was expected');
    const also = { target: 1, account: 'acct-0003', customer: 'consumer' as const };
    const choose = (account: string) =>
      narrowedReview(
        part,
        { action: 'narrow', accounts: [account], reason: 'other-holder' },
        { accounts: [...ACCOUNTS, also] },
        law,
      );
    expect(() => choose('acct-0003')).toThrow(expect.objectContaining({ code: 'widens' }));
    expect(choose(SECOND).accounts).toEqual([SECOND]);
  });

  it('can be looked ahead at, target by target', async () => {
    const { id, deps } = await arrange();
    const reach = await readReach(id, { targets: [1], items: ['sessions'] }, ruth, deps);
    expect(reach.accounts.map(({ account }) => account)).toEqual([SECOND]);
  });
});
