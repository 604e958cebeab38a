import { dynamoDemandStore } from '../../functions/ledger/dynamodb-demand.store.ts';
import { dynamoDueStore } from '../../functions/ledger/dynamodb-due.store.ts';
import { findChainFaults } from '../../functions/ledger/hash-chain.ts';
import { awaitDecision } from '../../functions/review/await-decision.ts';
import { clarifyDemand } from '../../functions/review/clarify.ts';
import { decideRelease } from '../../functions/review/decide-release.ts';
import { decideReview } from '../../functions/review/decide-review.ts';
import { withdrawDemand } from '../../functions/review/withdraw.ts';
import type { Principal, Role } from '../../functions/shared/principal.ts';
import { Problem } from '../../functions/shared/problem.ts';
import { sweep } from '../../functions/workflow/sweep.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { fileSample } from '../kit/filed-demand.ts';

const PACKAGE = 'cd'.repeat(32);
const FAMILIES: Record<string, string[]> = { subscriber: ['subscriber.name', 'subscriber.address'] };
const dictionary = {
  known: (item: string) =>
    ['subscriber', 'subscriber.name', 'subscriber.address', 'sessions', 'content'].includes(item),
  expand: (items: readonly string[]) => items.flatMap((item) => FAMILIES[item] ?? [item]),
};
const person = (role: Role, subject: string, authorityId?: string): Principal => ({
  subject,
  roles: [role],
  authorityId,
});
const rita = person('reviewer', 'rita');
const sam = person('releaser', 'sam');
const tess = person('releaser', 'tess');
const olga = person('agent', 'olga', 'us-usao-ndca');

describe('what people decide', () => {
  let engine: Engine;
  let table: string;
  beforeAll(async () => {
    engine = await startEngine();
    table = await engine.createDemandsTable();
  });
  afterAll(() => engine.stop());

  const arrange = () => {
    const answered: { token: string; decision: string; round: number }[] = [];
    const faults = { answer: 0 };
    const deps = {
      store: dynamoDemandStore(engine.documents, table),
      dues: dynamoDueStore(engine.documents, table),
      clock: () => new Date('2026-11-23T10:00:00Z'),
      rulebook: { dictionary },
      law: { isInstrument: () => true, isDataItem: () => true },
      executions: { start: async () => {} },
      tasks: {
        answer: async (token: string, output: { decision: string; round: number }) => {
          if (faults.answer > 0) {
            faults.answer -= 1;
            throw new Error('Step Functions is away');
          }
          answered.push({ token, decision: output.decision, round: output.round });
          return 'answered' as const;
        },
      },
    };
    return { deps, answered, faults };
  };
  const problemOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 'none',
      (error: unknown) => {
        if (error instanceof Problem) return `${error.status} ${error.code}`;
        throw error;
      },
    );

  describe('in review', () => {
    it('an approval answers the waiting execution and is in the ledger', async () => {
      const { deps, answered } = arrange();
      const id = await fileSample(deps.store, { record: { status: 'filed' } });
      await awaitDecision('review', { demandId: id, round: 1, token: 't1' }, deps);
      await decideReview(id, { decision: 'approve' }, rita, deps);
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
      const { deps } = arrange();
      const id = await fileSample(deps.store, { determination: { authorised } });
      const record = await deps.store.read(id);
      if (!record) throw new Error('not filed');
      if ('period' in wider) {
        const limited = await fileSample(deps.store, {
          record: { demand: { ...record.demand, period: { from: '2025-01-01', to: '2025-12-31' } } },
        });
        expect(await problemOf(decideReview(limited, { decision: 'approve', ...wider }, rita, deps))).toBe(
          '422 widens',
        );
        return;
      }
      expect(await problemOf(decideReview(id, { decision: 'approve', ...wider }, rita, deps))).toBe(
        '422 widens',
      );
    });

    it('can narrow', async () => {
      const { deps } = arrange();
      const id = await fileSample(deps.store);
      const reviewed = await decideReview(
        id,
        { decision: 'approve', items: ['subscriber.name'] },
        rita,
        deps,
      );
      expect(reviewed.items).toEqual(['subscriber.name']);
      expect((await deps.store.read(id))?.facts.narrowed).toBe(true);
    });

    it.each([
      ['whose authenticity is open', { outcome: 'hold' as const }, '409 authenticity_unresolved'],
      ['that waits for someone else', { outcome: 'suspend' as const }, '409 decision_elsewhere'],
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
      const { deps } = arrange();
      const id = await fileSample(deps.store, { determination });
      expect(await problemOf(decideReview(id, { decision: 'approve' }, rita, deps))).toBe(code);
      expect((await deps.store.events(id)).length).toBe(1);
    });

    it('takes one decision only, whoever comes first', async () => {
      const { deps } = arrange();
      const id = await fileSample(deps.store);
      const [a, b] = await Promise.all([
        problemOf(decideReview(id, { decision: 'approve' }, rita, deps)),
        problemOf(decideReview(id, { decision: 'refuse' }, person('reviewer', 'ruth'), deps)),
      ]);
      expect([a, b].sort()).toEqual(['409 not_awaiting_review', 'none']);
    });

    it('is closed to other roles, and to who filed the demand', async () => {
      const { deps } = arrange();
      const id = await fileSample(deps.store);
      expect(await problemOf(decideReview(id, { decision: 'approve' }, sam, deps))).toBe('403 role_required');
      expect(
        await problemOf(decideReview(id, { decision: 'approve' }, person('reviewer', 'olga'), deps)),
      ).toBe('403 own_demand');
    });
  });

  describe('at release', () => {
    const sealed = (approvals: number) => ({
      record: { status: 'awaiting-release' as const, packageSha256: PACKAGE },
      determination: { approvals },
    });
    const reviewed = async (deps: ReturnType<typeof arrange>['deps'], approvals = 1) => {
      const id = await fileSample(deps.store, { determination: sealed(approvals).determination });
      await decideReview(id, { decision: 'approve' }, rita, deps);
      const record = await deps.store.read(id);
      if (!record) throw new Error('not filed');
      const { changeDemand, SERVICE } = await import('../../functions/ledger/change-demand.ts');
      await changeDemand(deps, id, () => ({
        set: { status: 'awaiting-release', packageSha256: PACKAGE },
        action: 'disclosure.sealed',
        actor: SERVICE,
        detail: {},
        result: undefined,
      }));
      return id;
    };

    it('is another person than the reviewer, for exactly this package', async () => {
      const { deps } = arrange();
      const id = await reviewed(deps);
      const release = { decision: 'release' as const, packageSha256: PACKAGE };
      expect(await problemOf(decideRelease(id, release, person('releaser', 'rita'), deps))).toBe(
        '403 second_person_required',
      );
      expect(
        await problemOf(decideRelease(id, { ...release, packageSha256: 'ef'.repeat(32) }, sam, deps)),
      ).toBe('409 other_package');
      expect(await decideRelease(id, release, sam, deps)).toEqual({ id, decision: 'release', missing: 0 });
    });

    it('takes two different people where the law asks for two', async () => {
      const { deps } = arrange();
      const id = await reviewed(deps, 2);
      const release = { decision: 'release' as const, packageSha256: PACKAGE };
      expect(await decideRelease(id, release, sam, deps)).toMatchObject({ missing: 1 });
      expect(await problemOf(decideRelease(id, release, sam, deps))).toBe('409 already_decided');
      expect((await deps.store.read(id))?.status).toBe('awaiting-release');
      expect(await decideRelease(id, release, tess, deps)).toMatchObject({ missing: 0 });
      expect((await deps.store.read(id))?.status).toBe('release-decided');
    });

    it('counts two people who come at once as two, and one who comes twice at once as one', async () => {
      const { deps } = arrange();
      const id = await reviewed(deps, 2);
      const release = { decision: 'release' as const, packageSha256: PACKAGE };
      const twice = await Promise.all(
        [sam, sam].map((who) => problemOf(decideRelease(id, release, who, deps))),
      );
      expect(twice.sort()).toEqual(['409 already_decided', 'none']);
      expect((await deps.store.read(id))?.status).toBe('awaiting-release');
    });

    it('stops at one refusal', async () => {
      const { deps } = arrange();
      const id = await reviewed(deps, 2);
      await decideRelease(id, { decision: 'refuse', packageSha256: PACKAGE }, sam, deps);
      expect((await deps.store.read(id))?.status).toBe('release-decided');
    });
  });

  describe('after a crash', () => {
    it('an execution that begins again finds the decision that stands', async () => {
      const { deps, answered } = arrange();
      const id = await fileSample(deps.store);
      await decideReview(id, { decision: 'approve' }, rita, deps);
      await awaitDecision('review', { demandId: id, round: 1, token: 'second' }, deps);
      expect(answered).toEqual([{ token: 'second', decision: 'approve', round: 1 }]);
    });

    it('the sweep passes on a decision that could not be', async () => {
      const { deps, answered, faults } = arrange();
      const id = await fileSample(deps.store, { record: { status: 'filed' } });
      await awaitDecision('review', { demandId: id, round: 1, token: 't1' }, deps);
      faults.answer = 1;
      await decideReview(id, { decision: 'refuse' }, rita, deps);
      expect(answered).toEqual([]);
      const later = { ...deps, clock: () => new Date('2026-11-23T10:05:00Z') };
      await sweep(later);
      expect(answered.filter(({ token }) => token === 't1')).toEqual([
        { token: 't1', decision: 'refuse', round: 1 },
      ]);
      expect((await sweep(later)).answered).toBe(0);
    });
  });

  describe('clarified or withdrawn', () => {
    it('a call-back starts a new round of checks', async () => {
      const { deps, answered } = arrange();
      const id = await fileSample(deps.store, {
        record: { status: 'filed' },
        determination: { outcome: 'hold' },
      });
      await awaitDecision('review', { demandId: id, round: 1, token: 't1' }, deps);
      const authenticity = { callback: 'confirmed' as const, signals: [] };
      expect(await clarifyDemand(id, { authenticity }, rita, deps)).toEqual({ id, round: 2 });
      expect(answered).toEqual([{ token: 't1', decision: 'recheck', round: 2 }]);
      expect(await deps.store.read(id)).toMatchObject({ round: 2, authenticity, status: 'filed' });
    });

    it('an agent supplies what the form left out, of its own demands only', async () => {
      const { deps } = arrange();
      const id = await fileSample(deps.store);
      const request = { demand: { cites: ['18 USC 2703(d)'] } };
      expect(await problemOf(clarifyDemand(id, request, person('agent', 'fred', 'us-fbi'), deps))).toBe(
        '404 not_found',
      );
      expect(await problemOf(clarifyDemand(id, request, rita, deps))).toBe('403 role_required');
      await clarifyDemand(id, request, olga, deps);
      expect((await deps.store.read(id))?.demand.cites).toEqual(['18 USC 2703(d)']);
    });

    it('an agent takes back its own demand, once', async () => {
      const { deps, answered } = arrange();
      const id = await fileSample(deps.store, { record: { status: 'filed' } });
      await awaitDecision('review', { demandId: id, round: 1, token: 't1' }, deps);
      expect(await problemOf(withdrawDemand(id, person('agent', 'fred', 'us-fbi'), deps))).toBe(
        '404 not_found',
      );
      const first = await withdrawDemand(id, olga, deps);
      expect(await withdrawDemand(id, olga, deps)).toEqual(first);
      expect(answered).toEqual([{ token: 't1', decision: 'withdraw', round: 1 }]);
    });
  });
});
