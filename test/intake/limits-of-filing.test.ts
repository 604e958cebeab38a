import { fileDemandRoute } from '../../functions/intake/file-demand.route.ts';
import { dynamoLimitStore } from '../../functions/ledger/dynamodb-limit.store.ts';
import { answering, apiHandler } from '../../functions/shared/api.ts';
import type { Limits } from '../../functions/shared/route.ts';
import { knownLaw } from '../../functions/validity/known-law.ts';
import { ask } from '../kit/api-events.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { sampleDemand } from '../kit/sample-demand.ts';
import { law } from '../validity/law.ts';

/** The route, with buckets that a test can empty. */
const limits = {
  calls: [
    { by: 'person', burst: 5, perHour: 60 },
    { by: 'authority', burst: 12, perHour: 60 },
  ],
  emergencies: [
    { by: 'person', burst: 5, perHour: 60 },
    { by: 'authority', burst: 12, perHour: 60 },
  ],
} as const satisfies Limits;
const route = { ...fileDemandRoute, limits };
const { calls, emergencies } = limits;
const NOW = new Date('2026-11-23T09:00:00Z');

describe('how often a demand can be filed', () => {
  let engine: Engine;
  let table: string;
  beforeAll(async () => {
    engine = await startEngine();
    table = await engine.createPlainTable();
  });
  afterAll(() => engine.stop());

  /** A desk that takes everything in, with the limits of the route and a clock that stands. */
  const arrange = () => {
    const known = knownLaw(law);
    const handler = apiHandler(
      answering(
        route,
        async () => ({
          status: 202,
          json: { id: 'd', status: 'filed', filedAt: NOW.toISOString(), statusUrl: '' },
        }),
        {
          limits: dynamoLimitStore(engine.documents, table, () => NOW),
          isEmergency: ({ body }) => known.seriesOf(body.instrument) === 'emergency',
        },
      ),
    );
    return async (authorityId: string, subject: string, instrument = 'us/search-warrant') =>
      (
        await ask(handler, route, {
          roles: 'agent',
          authorityId,
          subject,
          body: JSON.stringify(sampleDemand({ instrument })),
        })
      ).status;
  };
  const many = async (count: number, file: (index: number) => Promise<number>) => {
    const statuses = await Promise.all(Array.from({ length: count }, (_, index) => file(index)));
    return statuses.filter((status) => status === 202).length;
  };

  it('is bounded for a person, then for the authority, and never by another authority', async () => {
    const file = arrange();
    const [person, authority] = calls;
    expect(await many(20, () => file('us-fbi', 'fred'))).toBe(person.burst);
    expect(await many(20, (index) => file('us-fbi', `agent-${index}`))).toBe(authority.burst - person.burst);
    expect(await file('us-fbi', 'frida')).toBe(429);
    expect(await file('us-usao-ndca', 'olga')).toBe(202);
    // The emergency of the same person and the same authority has room of its own.
    const urgent = 'us/emergency-disclosure';
    expect(await many(20, () => file('us-fbi', 'fred', urgent))).toBe(emergencies[0].burst);
    expect(await file('us-fbi', 'frida', urgent)).toBe(202);
  });

  it('is stated for emergencies as for all others, with room for a busy day', () => {
    expect(fileDemandRoute.limits.emergencies.map(({ by }) => by)).toEqual(['person', 'authority']);
    for (const { burst } of [...fileDemandRoute.limits.calls, ...fileDemandRoute.limits.emergencies])
      expect(burst).toBeGreaterThanOrEqual(100);
  });
});
