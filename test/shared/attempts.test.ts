import type { APIGatewayProxyEvent } from 'aws-lambda';
import { listAttemptsRoute } from '../../functions/desk/list-attempts.route.ts';
import { listAttempts } from '../../functions/desk/list-attempts.ts';
import type { Attempt } from '../../functions/shared/attempt.schema.ts';
import { ATTEMPTS_TABLE_KEYS, type Circle } from '../../functions/shared/attempts.table.ts';
import { traceAttempt } from '../../functions/shared/attempts.ts';
import { dynamoAttemptStore } from '../../functions/shared/dynamodb-attempt.store.ts';
import { notFound, notTheirs, Problem, problem, problemBody } from '../../functions/shared/problem.ts';
import { ATTEMPTS, PROBLEMS, type ProblemKey } from '../../functions/shared/problems.ts';
import { answerOf } from '../kit/answers.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';

const AT = '2026-11-26T09:00:00.000Z';
const ID = `d-${'0'.repeat(26)}`;

const eventOf = (change: object = {}): APIGatewayProxyEvent =>
  Object.assign(Object.create(null), {
    httpMethod: 'POST',
    resource: '/demands/{id}/review',
    pathParameters: { id: ID },
    requestContext: {
      requestId: 'r-1',
      authorizer: { subject: 'rita', roles: 'reviewer', authorityId: 'us-fbi' },
    },
    ...change,
  });

function keeping() {
  const kept: [Circle, Attempt][] = [];
  const store = {
    add: async (attempt: Attempt, circle: Circle) => {
      kept.push([circle, attempt]);
    },
    list: async () => ({ attempts: [], next: undefined }),
  };
  return { kept, deps: () => ({ store, clock: () => new Date(AT) }) };
}

const keys = Object.keys(PROBLEMS) as ProblemKey[];
const refusal = (key: ProblemKey) => new Problem(403, 'forbidden', '', [], key);

describe('the trace of an attempt', () => {
  it('names who tried what, and which rule refused it', async () => {
    const { kept, deps } = keeping();
    await traceAttempt(problem('own_demand'), eventOf(), deps);
    expect(kept).toEqual([
      [
        'attempts',
        {
          at: AT,
          requestId: 'r-1',
          subject: 'rita',
          role: 'reviewer',
          authorityId: 'us-fbi',
          route: 'POST /demands/{id}/review',
          demandId: ID,
          rule: 'own_demand',
        },
      ],
    ]);
  });

  it.each(keys.map((key) => [key]))('is left by %s exactly where the catalogue says so', async (key) => {
    const { kept, deps } = keeping();
    await traceAttempt(refusal(key), eventOf(), deps);
    expect(kept.length).toBe(ATTEMPTS.includes(key) ? 1 : 0);
  });

  it('is left by every 403 but of tokens that lack what agents need', () => {
    const refusals = keys.filter((key) => PROBLEMS[key][0] === 403 && !ATTEMPTS.includes(key));
    expect(refusals).toEqual(['forbidden', 'authority_required']);
  });

  it('is left by no fault, and by nobody whom the authorizer did not let in', async () => {
    const { kept, deps } = keeping();
    await traceAttempt(new Error('broken'), eventOf(), deps);
    await traceAttempt(problem('not_found'), eventOf({ requestContext: { requestId: 'r-1' } }), deps);
    await traceAttempt(problem('not_found'), eventOf({ requestContext: undefined }), deps);
    expect(kept).toEqual([]);
  });

  it('keeps nothing of a path but what an id looks like', async () => {
    const { kept, deps } = keeping();
    for (const id of ['canary-7f3a9c', `${ID}x`, `../${ID}`, `D-${'0'.repeat(26)}`])
      await traceAttempt(problem('not_found'), eventOf({ pathParameters: { id } }), deps);
    await traceAttempt(problem('role_required', { roles: 'agent' }), eventOf({ pathParameters: null }), deps);
    expect(kept).toHaveLength(5);
    expect(JSON.stringify(kept)).not.toMatch(/canary|demandId/);
  });

  it('is kept apart where even the number of demands is secret', async () => {
    const { kept, deps } = keeping();
    await traceAttempt(notFound(), eventOf({ pathParameters: { id: `c-${'0'.repeat(26)}` } }), deps);
    await traceAttempt(notFound(), eventOf({ resource: '/cleared/demands/{id}' }), deps);
    await traceAttempt(notFound(), eventOf({ resource: '/demands/{id}' }), deps);
    expect(kept.map(([circle]) => circle)).toEqual(['cleared', 'cleared', 'attempts']);
  });

  it('fails nothing where it cannot be written', async () => {
    const store = { ...keeping().deps().store, add: () => Promise.reject(new Error('away')) };
    await traceAttempt(problem('own_demand'), eventOf(), () => ({ store, clock: () => new Date() }));
    await traceAttempt(problem('own_demand'), eventOf(), () => {
      throw new Error('no table');
    });
    await traceAttempt(problem('own_demand'), eventOf());
  });

  it('is not told to who is refused: what is there and what is not are answered alike', () => {
    expect(problemBody(notTheirs(), 'r-1')).toEqual(problemBody(notFound(), 'r-1'));
    expect(JSON.stringify(problemBody(notTheirs(), 'r-1'))).not.toContain('theirs');
  });
});

describe('the attempts table', () => {
  let engine: Engine;
  let tableName: string;
  beforeAll(async () => {
    engine = await startEngine();
    tableName = await engine.createTable(ATTEMPTS_TABLE_KEYS);
  });
  afterAll(() => engine.stop());
  const deps = () => ({
    store: dynamoAttemptStore(engine.documents, { tableName, days: 14 }),
    clock: () => new Date(AT),
  });
  const attempt = (requestId: string, change: Partial<Attempt> = {}): Attempt => ({
    at: AT,
    requestId,
    subject: 'rita',
    role: 'reviewer',
    route: 'POST /demands/{id}/review',
    rule: 'own_demand',
    ...change,
  });

  it('lists a day, page by page, and never what is kept apart', async () => {
    const { store } = deps();
    const everyones = { ...deps(), circle: 'attempts' as const };
    for (const name of ['r-1', 'r-2', 'r-3']) await store.add(attempt(name), 'attempts');
    await store.add(attempt('r-9'), 'cleared');
    await store.add(attempt('r-0', { at: '2026-11-25T23:59:59.999Z' }), 'attempts');
    const first = await listAttempts({ limit: 2 }, everyones);
    answerOf(listAttemptsRoute, first);
    expect([first.day, first.attempts.map(({ requestId }) => requestId)]).toEqual([
      '2026-11-26',
      ['r-1', 'r-2'],
    ]);
    const after = listAttemptsRoute.query.after.schema.parse(first.next);
    const second = await listAttempts({ after }, everyones);
    expect(second).toEqual({ day: '2026-11-26', attempts: [attempt('r-3')] });
    const before = await listAttempts({ day: '2026-11-25' }, everyones);
    expect(before.attempts.map(({ requestId }) => requestId)).toEqual(['r-0']);
    const apart = await listAttempts({}, { ...deps(), circle: 'cleared' });
    expect(apart.attempts.map(({ requestId }) => requestId)).toEqual(['r-9']);
  });

  it('writes none over another', async () => {
    const { store } = deps();
    await store.add(attempt('r-once'), 'attempts');
    await expect(store.add(attempt('r-once', { subject: 'mallory' }), 'attempts')).rejects.toThrow();
  });

  it.each(['', 'x', `${AT}#`, `${AT}#a b`, '9999', `attempts#${AT}`, `${AT}#r-1\n`])(
    'takes no cursor like %p',
    (after) => {
      expect(listAttemptsRoute.query.after.schema.safeParse(after).success).toBe(false);
    },
  );
});
