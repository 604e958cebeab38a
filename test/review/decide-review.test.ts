import { factsOf } from '../../functions/ledger/event.schema.ts';
import { findChainFaults } from '../../functions/ledger/hash-chain.ts';
import { REVIEW } from '../../functions/ledger/parts/review.part.ts';
import { awaitDecision } from '../../functions/review/await-decision.ts';
import { decideReviewRoute } from '../../functions/review/decide-review.route.ts';
import { decideReview } from '../../functions/review/decide-review.ts';
import { answerOf } from '../kit/answers.ts';
import { arrangeDesk, olgaReviews, problemOf, rita, ruth } from '../kit/desk.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { fileSample } from '../kit/filed-demand.ts';

describe('a review', () => {
  let engine: Engine;
  let table: string;
  beforeAll(async () => {
    engine = await startEngine();
    table = await engine.createDemandsTable();
  });
  afterAll(() => engine.stop());

  describe('in review', () => {
    it('an approval answers the waiting execution and is in the ledger', async () => {
      const { deps, answered } = arrangeDesk(engine, table);
      const id = await fileSample(deps.store, { record: { status: 'filed' } });
      await awaitDecision('review', { demandId: id, round: 1, token: 't1' }, deps);
      await decideReview(id, { round: 1, decision: 'approve' }, rita, deps);
      expect(answered).toEqual([{ token: 't1', decision: 'approve', round: 1 }]);
      const events = await deps.store.events(id);
      expect(events.map(({ action }) => action)).toEqual([
        'demand.filed',
        'review.requested',
        'review.decided',
      ]);
      expect(events.at(-1)?.actor).toEqual({ kind: 'reviewer', subject: 'rita' });
      expect(findChainFaults(events)).toEqual([]);
    });

    it.each([
      ['other items', { items: ['content'] }],
      ['a family where one of its items is authorised', { items: ['subscriber'] }, ['subscriber.name']],
      ['other targets', { targets: [1] }],
      ['a longer period', { period: { from: '2020-01-01', to: '2026-01-01' } }],
    ])('cannot widen to %s', async (_name, wider, authorised = ['subscriber', 'sessions']) => {
      const { deps } = arrangeDesk(engine, table);
      const id = await fileSample(deps.store, { determination: { authorised } });
      const record = await deps.store.read(id);
      if (!record) throw new Error('not filed');
      if ('period' in wider) {
        const limited = await fileSample(deps.store, {
          record: { demand: { ...record.demand, period: { from: '2025-01-01', to: '2025-12-31' } } },
        });
        expect(
          await problemOf(decideReview(limited, { round: 1, decision: 'approve', ...wider }, rita, deps)),
        ).toBe('422 widens');
        return;
      }
      expect(await problemOf(decideReview(id, { round: 1, decision: 'approve', ...wider }, rita, deps))).toBe(
        '422 widens',
      );
    });

    it('says of an order that nobody sent such for its platform before, for reports to wait', async () => {
      const { deps } = arrangeDesk(engine, table);
      for (const said of [{}, { newPlatform: true as const }]) {
        const id = await fileSample(deps.store);
        await decideReview(id, { round: 1, decision: 'approve', ...said }, rita, deps);
        expect((await deps.store.read(id))?.facts.newPlatform).toBe(said.newPlatform);
        expect(factsOf((await deps.store.events(id)).at(-1) ?? { facts: {} }).newPlatform).toBe(
          said.newPlatform,
        );
      }
    });

    it('can narrow', async () => {
      const { deps } = arrangeDesk(engine, table);
      const id = await fileSample(deps.store);
      const reviewed = await decideReview(
        id,
        {
          round: 1,
          decision: 'approve',
          items: ['subscriber.name'],
          reason: 'less-than-asked',
          text: 'Ask again.',
        },
        rita,
        deps,
      );
      expect(reviewed.items).toEqual(['subscriber.name']);
      answerOf(decideReviewRoute, reviewed);
      expect((await deps.store.read(id))?.facts.narrowed).toBe(true);
    });

    it.each([
      ['whose authenticity is open', { outcome: 'hold' as const }, '409 authenticity_unresolved'],
      [
        'that waits for someone else without an end',
        { outcome: 'suspend' as const },
        '409 decision_elsewhere',
      ],
      [
        'that refers a question nobody answered for',
        {
          outcome: 'refer' as const,
          findings: [
            {
              check: 'period',
              outcome: 'refer' as const,
              reason: 'no-period' as const,
              cite: 'x',
              explanation: 'x',
            },
          ],
        },
        '422 question_open',
      ],
      [
        'that belongs to cleared counsel',
        {
          outcome: 'refer' as const,
          findings: [
            {
              check: 'series',
              outcome: 'refer' as const,
              reason: 'cleared-counsel-only' as const,
              cite: 'x',
              explanation: 'x',
            },
          ],
        },
        '409 cleared_counsel_only',
      ],
    ])('cannot approve a demand %s', async (_name, determination, code) => {
      const { deps } = arrangeDesk(engine, table);
      const id = await fileSample(deps.store, { determination });
      expect(await problemOf(decideReview(id, { round: 1, decision: 'approve' }, rita, deps))).toBe(code);
      expect((await deps.store.events(id)).length).toBe(1);
    });

    it('can leave out one of the accounts that a target named, and add none', async () => {
      const { deps } = arrangeDesk(engine, table);
      const id = await fileSample(deps.store);
      const approve = (...accounts: string[]) =>
        decideReview(id, { round: 1, decision: 'approve', accounts, reason: 'other-holder' }, rita, deps);
      expect(await problemOf(approve('acct-0001', 'acct-0002'))).toBe('422 widens');
      const reviewed = await approve('acct-0001');
      answerOf(decideReviewRoute, reviewed);
      expect(reviewed.accounts).toEqual(['acct-0001']);
      expect(await deps.store.part(id, REVIEW(1))).toMatchObject({
        accounts: ['acct-0001'],
        because: { reason: 'other-holder' },
      });
      expect((await deps.store.read(id))?.facts.narrowed).toBe(true);
      expect(JSON.stringify(await deps.store.events(id))).not.toContain('acct-0001');
    });

    it('can send a demand elsewhere, whatever stands in the way of approving it', async () => {
      const { deps, answered } = arrangeDesk(engine, table);
      const id = await fileSample(deps.store, {
        record: { status: 'filed' },
        determination: { outcome: 'redirect', reasons: ['enterprise-customer'] },
      });
      await awaitDecision('review', { demandId: id, round: 1, token: 't1' }, deps);
      expect(await problemOf(decideReview(id, { round: 1, decision: 'approve' }, rita, deps))).toBe(
        '409 nothing_to_approve',
      );
      const reviewed = await decideReview(
        id,
        { round: 1, decision: 'redirect', reason: 'other-provider' },
        rita,
        deps,
      );
      expect(answerOf(decideReviewRoute, reviewed)).toEqual({
        id,
        decision: 'redirect',
        items: [],
        targets: [],
        because: {
          reason: 'other-provider',
          locale: 'en',
          says: expect.stringMatching(/^Please send .* to the provider/),
        },
      });
      expect(answered).toEqual([{ token: 't1', decision: 'redirect', round: 1 }]);
      expect(await deps.store.part(id, REVIEW(1))).toMatchObject({ decision: 'redirect', by: 'rita' });
    });

    it('is of the round that the reviewer has read', async () => {
      const { deps } = arrangeDesk(engine, table);
      const id = await fileSample(deps.store, { record: { round: 2 } });
      expect(await problemOf(decideReview(id, { round: 1, decision: 'approve' }, rita, deps))).toBe(
        '409 other_round',
      );
    });

    it('is closed to whoever acts for the authority of the demand', async () => {
      const { deps } = arrangeDesk(engine, table);
      const id = await fileSample(deps.store);
      const insider = { ...ruth, authorityId: 'us-usao-ndca' };
      expect(await problemOf(decideReview(id, { round: 1, decision: 'approve' }, insider, deps))).toBe(
        '403 own_demand',
      );
    });

    it('takes one decision only, whoever comes first', async () => {
      const { deps } = arrangeDesk(engine, table);
      const id = await fileSample(deps.store);
      const [a, b] = await Promise.all([
        problemOf(decideReview(id, { round: 1, decision: 'approve' }, rita, deps)),
        problemOf(decideReview(id, { round: 1, decision: 'refuse', reason: 'too-vague' }, ruth, deps)),
      ]);
      expect([a, b].sort()).toEqual(['409 not_awaiting_review', 'none']);
    });

    it('is closed to who filed the demand', async () => {
      const { deps } = arrangeDesk(engine, table);
      const id = await fileSample(deps.store);
      expect(await problemOf(decideReview(id, { round: 1, decision: 'approve' }, olgaReviews, deps))).toBe(
        '403 own_demand',
      );
    });
  });
});
