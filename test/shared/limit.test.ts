import * as z from 'zod/mini';
import { answering, apiHandler } from '../../functions/shared/api.ts';
import { bucketOf, type LimitStore } from '../../functions/shared/limit.ts';
import { type Limits, route } from '../../functions/shared/route.ts';
import { ask } from '../kit/api-events.ts';

const limits = {
  calls: [
    { by: 'person', burst: 2, perHour: 60 },
    { by: 'authority', burst: 3, perHour: 60 },
  ],
  emergencies: [{ by: 'authority', burst: 9, perHour: 60 }],
} as const satisfies Limits;
const file = route({
  method: 'POST',
  path: '/things/{id}',
  roles: ['agent', 'reviewer'],
  summary: '',
  body: z.strictObject({ urgent: z.boolean() }),
  limits,
  answers: { 200: { says: '' } },
  problems: [],
});

/** Counts what is taken; `waits` says what each bucket answers, by whose it is. */
function arrange(waits: Record<string, number> = {}, broken = false) {
  const taken: Parameters<LimitStore['take']>[0][] = [];
  const handled: boolean[] = [];
  const store: LimitStore = {
    take: async (bucket) => {
      if (broken) throw new Error('the table is away');
      taken.push(bucket);
      return waits[bucket.who] ?? 0;
    },
  };
  const handler = apiHandler(
    answering(
      file,
      async ({ body }) => {
        handled.push(body.urgent);
        return { status: 200 };
      },
      { limits: store, isEmergency: ({ body }) => body.urgent },
    ),
  );
  const call = (urgent: unknown = false, authorityId?: string) =>
    ask(handler, file, {
      roles: 'agent',
      ...(authorityId ? { authorityId } : {}),
      path: { id: 'x' },
      body: JSON.stringify({ urgent }),
    });
  return { handler, call, taken, handled };
}

describe('the limits of a route', () => {
  it('are counted by the person and by the authority, before anything is done', async () => {
    const { call, taken, handled } = arrange();
    expect((await call(false, 'us-fbi')).status).toBe(200);
    expect(taken).toEqual([
      { what: 'POST /things/{id}#calls', who: 'person someone', burst: 2, everyMs: 60_000 },
      { what: 'POST /things/{id}#calls', who: 'authority us-fbi', burst: 3, everyMs: 60_000 },
    ]);
    expect(handled).toEqual([false]);
  });

  it.each([
    [1, '1'],
    [999, '1'],
    [1000, '1'],
    [1001, '2'],
    [90_000, '90'],
  ])('answer 429 and after how long: %d ms are %s s', async (ms, seconds) => {
    const { call, handled } = arrange({ 'authority us-fbi': ms });
    const { status, headers, json } = await call(false, 'us-fbi');
    expect(status).toBe(429);
    expect(headers['retry-after']).toBe(seconds);
    expect(headers['content-type']).toBe('application/problem+json');
    expect(json()).toMatchObject({
      code: 'too_many_requests',
      detail: `Wait ${seconds} seconds: this was asked for too often.`,
    });
    expect(handled).toEqual([]);
  });

  it('take nothing from the authority for a person who is over already', async () => {
    const { call, taken } = arrange({ 'person someone': 5 });
    await call(false, 'us-fbi');
    expect(taken.map(({ who }) => who)).toEqual(['person someone']);
  });

  it('count emergencies in a share apart', async () => {
    const { call, taken, handled } = arrange({ 'person someone': 5 });
    expect((await call(true, 'us-fbi')).status).toBe(200);
    expect(taken).toEqual([
      { what: 'POST /things/{id}#emergencies', who: 'authority us-fbi', burst: 9, everyMs: 60_000 },
    ]);
    expect(handled).toEqual([true]);
  });

  it('count staff, who act for no authority, by the person', async () => {
    const { call, taken } = arrange();
    await call();
    expect(taken.map(({ who }) => who)).toEqual(['person someone']);
  });

  it('count a person once, however the name is written', async () => {
    const { handler, taken } = arrange();
    const body = JSON.stringify({ urgent: false });
    for (const subject of ['Someone', ' SOMEONE'])
      await ask(handler, file, { subject, roles: 'agent', path: { id: 'x' }, body });
    expect(taken.map(({ who }) => who)).toEqual(['person someone', 'person someone']);
  });

  it('count nothing that is not as it must be', async () => {
    const { call, taken } = arrange();
    expect((await call('yes')).status).toBe(400);
    expect(taken).toEqual([]);
  });

  it('let calls through while they cannot be counted', async () => {
    const { call, handled } = arrange({}, true);
    expect((await call(false, 'us-fbi')).status).toBe(200);
    expect((await call(true, 'us-fbi')).status).toBe(200);
    expect(handled).toEqual([false, true]);
  });

  it.each([1, 3, 7, 600, 3_600_001])('never give more than %d an hour', (perHour) => {
    const { everyMs } = bucketOf({ burst: 1, perHour });
    expect(Number.isInteger(everyMs)).toBe(true);
    expect(everyMs * perHour).toBeGreaterThanOrEqual(3_600_000);
  });
});
