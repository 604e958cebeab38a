import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { changeDemand, SERVICE } from '../../functions/ledger/change-demand.ts';
import { demandKey } from '../../functions/ledger/demands.table.ts';
import { CLOCK } from '../../functions/ledger/parts/clock.part.ts';
import { awaitDecision } from '../../functions/review/await-decision.ts';
import { awaitRelease } from '../../functions/review/await-release.ts';
import { clarifyRoute } from '../../functions/review/clarify.route.ts';
import { type Clarification, clarifyDemand } from '../../functions/review/clarify.ts';
import { decideReview } from '../../functions/review/decide-review.ts';
import { withdrawRoute } from '../../functions/review/withdraw.route.ts';
import { withdrawDemand } from '../../functions/review/withdraw.ts';
import { canonicalJson } from '../../functions/shared/canonical-json.ts';
import { MAX_TARGETS } from '../../functions/shared/demand.schema.ts';
import { MAX_BODY_BYTES } from '../../functions/shared/json-body.ts';
import { deskClocks } from '../../functions/validity/decide/desk-clocks.ts';
import { sweep } from '../../functions/watch/sweep.ts';
import { answerOf } from '../kit/answers.ts';
import {
  arrangeDesk,
  calledBack,
  fred,
  memoryDeps,
  olga,
  olgaReviews,
  problemOf,
  rita,
} from '../kit/desk.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { fileSample } from '../kit/filed-demand.ts';
import { sampleDemand } from '../kit/sample-demand.ts';
import { law } from '../validity/law.ts';

describe('a wait for people', () => {
  let engine: Engine;
  let table: string;
  beforeAll(async () => {
    engine = await startEngine();
    table = await engine.createDemandsTable();
  });
  afterAll(() => engine.stop());

  describe('after a crash', () => {
    it('an execution that begins again finds the decision that stands', async () => {
      const { deps, answered } = arrangeDesk(engine, table);
      const id = await fileSample(deps.store);
      await decideReview(id, { round: 1, decision: 'approve' }, rita, deps);
      await awaitDecision('review', { demandId: id, round: 1, token: 'second' }, deps);
      expect(answered).toEqual([{ token: 'second', decision: 'approve', round: 1 }]);
    });

    it('the sweep passes on a decision that could not be', async () => {
      const { deps, answered, faults } = arrangeDesk(engine, table);
      const id = await fileSample(deps.store, { record: { status: 'filed' } });
      await awaitDecision('review', { demandId: id, round: 1, token: 't1' }, deps);
      faults.answer = 1;
      await decideReview(id, { round: 1, decision: 'refuse', reason: 'too-vague' }, rita, deps);
      expect(answered).toEqual([]);
      const later = { ...deps, clock: () => new Date('2026-11-23T10:05:00Z') };
      await sweep(later);
      expect(answered.filter(({ token }) => token === 't1')).toEqual([
        { token: 't1', decision: 'refuse', round: 1 },
      ]);
      expect((await sweep(later)).answered).toBe(0);
    });

    it('a decision that nobody waits for any more begins the execution again, which finds it', async () => {
      const { deps, answered } = arrangeDesk(engine, table);
      const id = await fileSample(deps.store, { record: { status: 'filed' } });
      await awaitDecision('review', { demandId: id, round: 1, token: 't1' }, deps);
      const started: unknown[] = [];
      const dead = {
        ...deps,
        clock: () => new Date('2026-11-23T10:05:00Z'),
        tasks: { answer: async () => 'gone' as const },
        executions: {
          start: async (...how: unknown[]) => {
            started.push(how);
          },
          look: async () => 'TIMED_OUT' as const,
        },
      };
      await decideReview(id, { round: 1, decision: 'refuse', reason: 'too-vague' }, rita, dead);
      expect(started).toEqual([]);
      await sweep({ ...dead, clock: () => new Date('2026-11-23T10:10:00Z') });
      expect(started).toContainEqual([id, { number: 4, round: 1, isRestart: true }]);
      await awaitDecision('review', { demandId: id, round: 1, token: 't2' }, deps);
      expect(answered).toEqual([{ token: 't2', decision: 'refuse', round: 1 }]);
      const later = { ...deps, clock: () => new Date('2026-11-23T10:10:00Z') };
      expect((await sweep(later)).answered).toBe(0);
    });
  });

  describe('clarified or withdrawn', () => {
    it('each side begins so many rounds, and the other’s are none of them', async () => {
      const desk = memoryDeps();
      const id = await fileSample(desk.store);
      const goesOn = () =>
        changeDemand(desk, id, () => ({
          set: {},
          action: 'review.requested',
          actor: SERVICE,
          detail: {},
          result: undefined,
        }));
      const clarified = async (request: Clarification, who: typeof olga | typeof rita) => {
        const answer = await problemOf(clarifyDemand(id, request, who, desk));
        if (answer === 'none') await goesOn();
        return answer;
      };
      const looks = (number: number) => {
        const found = number % 2 === 0 ? ('confirmed' as const) : ('denied' as const);
        return clarified({ competence: { found, how: 'The statute says so.' } }, rita);
      };
      const amends = (number: number) => clarified({ demand: { reference: `REF-${number}` } }, olga);
      for (let number = 0; number < 19; number += 1) expect(await looks(number)).toBe('none');
      expect(await looks(19)).toBe('409 too_many_rounds');
      for (let number = 0; number < 9; number += 1) expect(await amends(number)).toBe('none');
      expect(await amends(9)).toBe('409 too_many_rounds');
    });

    it('a release has one clock, from the first wait on, whichever execution waits', async () => {
      const memory = memoryDeps();
      const desk = { ...memory, clocks: deskClocks(law) };
      const id = await fileSample(desk.store, {
        record: { status: 'sealed', packageSha256: 'cd'.repeat(32) },
      });
      await awaitRelease({ demandId: id, round: 1, token: 't1' }, desk);
      const before = await desk.store.part(id, CLOCK('release'));
      memory.time.now = new Date('2026-11-24T09:00:00Z');
      await awaitRelease({ demandId: id, round: 1, token: 't2' }, desk);
      expect(before).toMatchObject({ state: 'running' });
      expect(await desk.store.part(id, CLOCK('release'))).toEqual(before);
    });

    it('a demand grows to what one may be, and not beyond', async () => {
      const { deps } = arrangeDesk(engine, table);
      const targets = Array.from({ length: MAX_TARGETS }, (_, index) => ({
        type: 'keyword' as const,
        value: `${index} ${'x'.repeat(990)}`,
      }));
      const texts = Array.from({ length: 50 }, () => '漢'.repeat(200));
      const [more, rest] = [{ cites: texts }, { certifications: texts, cites: texts }];
      const demand = sampleDemand({ targets });
      const id = await fileSample(deps.store, { record: { demand } });
      expect(await problemOf(clarifyDemand(id, { demand: more }, olga, deps))).toBe('none');
      expect((await deps.store.read(id))?.demand.cites).toEqual(texts);
      expect(Buffer.byteLength(canonicalJson({ ...demand, ...rest }))).toBeGreaterThan(MAX_BODY_BYTES);
      const other = await fileSample(deps.store, { record: { demand } });
      expect(await problemOf(clarifyDemand(other, { demand: rest }, olga, deps))).toBe('413 body_too_large');
      expect((await deps.store.read(other))?.round).toBe(1);
    });

    it('a call-back starts a new round of checks', async () => {
      const { deps, answered } = arrangeDesk(engine, table);
      const id = await fileSample(deps.store, {
        record: { status: 'filed' },
        determination: { outcome: 'hold' },
      });
      await awaitDecision('review', { demandId: id, round: 1, token: 't1' }, deps);
      const authenticity = { callback: 'confirmed' as const, signals: [] };
      const clarified = await clarifyDemand(id, calledBack(), rita, deps);
      expect(clarified).toEqual({ id, round: 2 });
      answerOf(clarifyRoute, clarified);
      expect(answered).toEqual([{ token: 't1', decision: 'recheck', round: 2 }]);
      expect(await deps.store.read(id)).toMatchObject({ round: 2, authenticity, status: 'filed' });
    });

    it('an agent supplies what the form left out, of its own demands only', async () => {
      const { deps } = arrangeDesk(engine, table);
      const id = await fileSample(deps.store);
      const request = { demand: { cites: ['18 USC 2703(d)'] } };
      expect(await problemOf(clarifyDemand(id, request, fred, deps))).toBe('404 not_found');
      expect(await problemOf(clarifyDemand(id, request, rita, deps))).toBe('403 role_required');
      await clarifyDemand(id, request, olga, deps);
      expect((await deps.store.read(id))?.demand.cites).toEqual(['18 USC 2703(d)']);
    });

    it('an amendment voids the call-back that confirmed the paper as it was', async () => {
      const { deps } = arrangeDesk(engine, table);
      const authenticity = { callback: 'confirmed' as const, signals: [] };
      const id = await fileSample(deps.store, { record: { authenticity } });
      await clarifyDemand(id, { demand: { cites: ['18 USC 2703(d)'] } }, olga, deps);
      expect(await deps.store.read(id)).not.toHaveProperty('authenticity');
    });

    it('an amendment keeps what a later deployment had filed', async () => {
      const { deps } = arrangeDesk(engine, table);
      const id = await fileSample(deps.store);
      await engine.documents.send(
        new UpdateCommand({
          TableName: table,
          Key: demandKey(id),
          UpdateExpression: 'SET demand.weather = :weather',
          ExpressionAttributeValues: { ':weather': 'fair' },
        }),
      );
      await clarifyDemand(id, { demand: { cites: ['18 USC 2703(d)'] } }, olga, deps);
      expect((await deps.store.read(id))?.demand).toMatchObject({
        weather: 'fair',
        cites: ['18 USC 2703(d)'],
      });
    });

    it('nobody vouches for their own demand, and an amendment must amend', async () => {
      const { deps } = arrangeDesk(engine, table);
      const id = await fileSample(deps.store);
      expect(await problemOf(clarifyDemand(id, calledBack(), olgaReviews, deps))).toBe('403 own_demand');
      expect(await problemOf(clarifyDemand(id, { demand: {} }, olga, deps))).toBe('422 nothing_new');
    });

    it('an agent takes back its own demand, once', async () => {
      const { deps, answered } = arrangeDesk(engine, table);
      const id = await fileSample(deps.store, { record: { status: 'filed' } });
      await awaitDecision('review', { demandId: id, round: 1, token: 't1' }, deps);
      expect(await problemOf(withdrawDemand(id, fred, deps))).toBe('404 not_found');
      const first = await withdrawDemand(id, olga, deps);
      expect(await withdrawDemand(id, olga, deps)).toEqual(first);
      answerOf(withdrawRoute, first);
      expect(answered).toEqual([{ token: 't1', decision: 'withdraw', round: 1 }]);
    });
  });
});
