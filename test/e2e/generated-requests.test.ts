import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { readSamples } from '../../examples/demo/read-samples.ts';
import { listAttemptsRoute } from '../../functions/desk/list-attempts.route.ts';
import { dynamoDemandStore } from '../../functions/ledger/dynamodb-demand.store.ts';
import type { Route } from '../../functions/shared/route.ts';
import { ALL_ROUTES } from '../../scripts/openapi/all-routes.ts';
import { fileSample } from '../kit/filed-demand.ts';
import { operationOf, SCHEMAS, strayIn } from '../kit/openapi-check.ts';
import { CANARY, fitting, mutated, rawJson, type Schema } from '../kit/schema-arbitraries.ts';
import { type ApiAnswer, type ApiCall, openWholeApi, type WholeApi } from '../kit/whole-api.ts';

/** How many requests are made; in a nightly run, or against a deployment, more: `GENERATED_REQUESTS=100000`. */
const REQUESTS = Number(process.env.GENERATED_REQUESTS ?? 2_000);
const AT_ONCE = 16;
const { API_URL } = process.env;

const ROLES = ['agent', 'reviewer', 'releaser', 'auditor', 'cleared-reviewer', 'cleared-auditor'];
const AUTHORITIES = ['us-usao-ndca', 'us-fbi'];
const STATUSES = ['filed', 'awaiting-review', 'reviewed', 'failed'];
/** Papers that are in order or not, with today's dates, and some that no filing takes. */
const papers: object[] = readSamples(new Date()).map(({ demand }) => demand);
const lacking = [
  { targets: [] },
  { data: [] },
  { data: [`${CANARY}s`.replaceAll(/[^a-z]/g, '')] },
  { instrument: 'us/canary-7f3a9c' },
  { targets: [{ type: 'email', value: `*${CANARY}@example.com` }] },
  { targets: [{ type: 'phone', value: CANARY }] },
  { targets: [{ type: 'ip-address', value: '198.51.100.7' }] },
  { dates: { issued: '1971-01-01' } },
  { period: { from: '2026-02-01', to: '2026-01-01' } },
  { documents: [{ sha256: 'ab'.repeat(32), mediaType: 'text/plain', title: CANARY }] },
].map((change) => ({ ...papers[0], ...change }));

const LEVELS = ['debug', 'info', 'warn', 'error', 'log'] as const;

type Generated = { route: Route; call: Omit<ApiCall, 'token'>; token: string };

const header = (value: string) => [value];
const oneOf = (...values: readonly string[]) => fc.constantFrom(...values);

/** A paper in which one field is any that fits. */
const oneFieldOther = (schema: Schema): fc.Arbitrary<unknown> =>
  fc.tuple(fc.constantFrom(...papers), fitting(schema, SCHEMAS), fc.nat()).map(([paper, other, at]) => {
    const fields = Object.entries(Object(other));
    return { ...paper, ...Object.fromEntries(fields.slice(at % fields.length, (at % fields.length) + 1)) };
  });

/** Requests of one route: as described, at its bounds, or with one thing wrong. */
function requestsOf(
  route: Route,
  tokens: readonly string[],
  ids: readonly string[],
): fc.Arbitrary<Generated> {
  const { parameters, requestBody } = operationOf(route);
  const schema = requestBody?.content['application/json']?.schema;
  const isDemand = /\/(?:Demand|Filing)$/.test(schema?.$ref ?? '');
  const wellMade = !schema
    ? fc.constant(undefined)
    : isDemand
      ? fc.oneof(fc.constantFrom(...papers, ...lacking), oneFieldOther(schema), fitting(schema, SCHEMAS))
      : fitting(schema, SCHEMAS);
  const body = wellMade.chain((value) =>
    value === undefined
      ? fc.constant(undefined)
      : fc.oneof(
          { weight: 3, arbitrary: fc.constant(rawJson(value)) },
          { weight: 5, arbitrary: mutated(value) },
          {
            weight: 1,
            arbitrary: oneOf(
              '',
              '[]',
              'null',
              `["${CANARY.repeat(30_000)}"]`,
              `"${CANARY}"`,
              '{',
              `\ufeff${rawJson(value)}`,
            ),
          },
        ),
  );
  const bytes = fc.tuple(body, fc.integer({ min: 0, max: 60 })).map(([text, at]) => {
    const whole = text === undefined ? undefined : Buffer.from(text);
    // Now and then a byte that no UTF-8 has.
    return whole && at < 2 && whole.length > 9
      ? Buffer.concat([whole.subarray(0, 9), Buffer.from([0xff]), whole.subarray(9)])
      : whole;
  });
  const path = fc.record(
    Object.fromEntries(
      parameters
        .filter((parameter) => parameter.in === 'path')
        .map(({ name, schema }) => [
          name,
          fc.oneof(
            {
              weight: 6,
              arbitrary:
                name === 'id'
                  ? oneOf(...ids)
                  : name === 'period'
                    ? oneOf('2026-H2', '2026-H1', '2026', '2025-H1', '2199')
                    : oneOf('us/search-warrant', 'data-dictionary', 'bands', 'eu/epoc'),
            },
            {
              weight: 1,
              arbitrary: fitting(schema, SCHEMAS)
                .map(String)
                .filter((text) => text !== ''),
            },
            {
              weight: 1,
              arbitrary: oneOf(
                CANARY,
                '..',
                '%2e%2e',
                `${CANARY}%00`,
                '__proto__',
                'constructor',
                `d-${'0'.repeat(26)}`,
                ' ',
                '.',
                'D-1',
                '9999-H9',
                'us%2Fsearch-warrant',
              ),
            },
          ),
        ]),
    ),
  );
  const queries = parameters.filter((parameter) => parameter.in === 'query');
  const query = fc.record(
    {
      ...Object.fromEntries(
        queries.map(({ name, schema }) => [
          name,
          fc.oneof(
            { weight: 3, arbitrary: fitting(schema, SCHEMAS).map((value) => header(String(value))) },
            {
              weight: 2,
              arbitrary: oneOf(
                ...ids,
                '0',
                '-1',
                '1e3',
                '',
                CANARY,
                '9'.repeat(40),
                '\u0000',
                'eyJwayI6IngifQ',
              ).map(header),
            },
            { weight: 1, arbitrary: fc.constant(['1', CANARY]) },
          ),
        ]),
      ),
      [CANARY]: fc.constant([CANARY]),
    },
    { requiredKeys: [] },
  );
  const hasStray = fc.integer({ min: 0, max: 9 }).map((n) => n === 0);
  const headers = fc.record(
    {
      'content-type': fc.oneof(
        { weight: 20, arbitrary: fc.constant(header('application/json')) },
        {
          weight: 3,
          arbitrary: oneOf(
            'application/json; charset=utf-16',
            'text/plain',
            '',
            CANARY,
            'application/json;charset=utf-8;charset=utf-16',
            'multipart/form-data',
          ).map(header),
        },
        { weight: 1, arbitrary: fc.constant(['application/json', 'text/plain']) },
      ),
      'Idempotency-Key': fc.oneof(
        { weight: 20, arbitrary: fc.uuid().map(header) },
        {
          weight: 2,
          arbitrary: oneOf('short', `${CANARY} with spaces`, 'the-very-same-key', 'ключ-ключ-ключ').map(
            header,
          ),
        },
        { weight: 1, arbitrary: fc.constant(['first-key-1', 'second-key-2']) },
      ),
      'content-encoding': oneOf('gzip', 'identity', CANARY).map(header),
      accept: oneOf('text/html', 'text/csv', 'application/xml', '*/*;q=0', CANARY).map(header),
      'X-HTTP-Method-Override': oneOf('DELETE', 'PUT').map(header),
      'if-none-match': oneOf('*', `"${CANARY}"`).map(header),
    },
    { requiredKeys: ['content-type', 'Idempotency-Key'] },
  );
  return fc
    .record({
      path,
      query,
      hasStray,
      headers,
      bytes,
      token: oneOf(...tokens),
      plain: fc.integer({ min: 0, max: 3 }),
    })
    .map(({ path, query, hasStray, headers, bytes, token, plain }) => {
      const { [CANARY]: stray, ...known } = query;
      const essential = {
        'content-type': header('application/json'),
        'Idempotency-Key': headers['Idempotency-Key'],
      };
      return {
        route,
        token,
        call: {
          route,
          path: path as Record<string, string>,
          query: (hasStray && stray ? { ...known, [CANARY]: stray } : known) as Record<string, string[]>,
          headers: (plain > 0 ? essential : headers) as Record<string, string[]>,
          body: bytes,
        },
      };
    });
}

/** Sends a request to a deployment: what a client cannot send, or a gateway changes, is left out. */
async function overHttp(url: string, { route, call, token }: Generated): Promise<ApiAnswer | undefined> {
  const path = route.path.replace(/\{(\w+)\+?\}/g, (_all, name: string) =>
    encodeURI(call.path?.[name] ?? '')
      .replaceAll(/%25/g, '%')
      .replaceAll('?', '%3F')
      .replaceAll('#', '%23'),
  );
  const query = new URLSearchParams(
    Object.entries(call.query ?? {}).flatMap(([name, values]) =>
      values.map((value): [string, string] => [name, value]),
    ),
  );
  const headers = Object.entries(call.headers ?? {}).filter(([, [value = '']]) =>
    /^[\t\x20-\x7e]*$/.test(value),
  );
  const response = await fetch(`${url.replace(/\/$/, '')}${path}?${query}`, {
    method: route.method,
    headers: [
      ['authorization', token],
      ...headers.map(([name, values]): [string, string] => [name, values.at(-1) ?? '']),
    ],
    ...(route.method === 'POST' && call.body ? { body: new Uint8Array(call.body) } : {}),
  });
  const text = await response.text();
  // What the gateway answers by itself is held against its own tests.
  if (
    [401, 429].includes(response.status) ||
    /"code":"not_found","detail":"There is nothing at this path/.test(text)
  )
    return undefined;
  return { status: response.status, headers: Object.fromEntries(response.headers), text };
}

async function itemsOf({ documents }: WholeApi, TableName: string): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await documents.send(new ScanCommand({ TableName, ExclusiveStartKey: from }));
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from);
  return items;
}

describe('the check of an answer', () => {
  const stray = (status: number, text: string, contentType = 'application/json') =>
    strayIn(listAttemptsRoute, { status, contentType, text });
  const problem = (change: object) =>
    JSON.stringify({
      type: '',
      title: '',
      status: 400,
      code: 'bad_cursor',
      detail: '',
      instance: '',
      ...change,
    });

  it('finds what is not described, and nothing in what is', () => {
    expect(stray(200, '{"day":"2026-11-26","attempts":[]}')).toBeUndefined();
    expect(stray(400, problem({}), 'application/problem+json')).toBeUndefined();
    for (const found of [
      stray(200, '{"day":"2026-11-26"}'),
      stray(200, '{"day":"2026-11-26","attempts":[],"more":1}'),
      stray(200, '{"day":"2026-11-26","attempts":[{}]}'),
      stray(200, '', 'text/html'),
      stray(418, '{}'),
      stray(400, problem({ code: 'too_late' }), 'application/problem+json'),
      stray(400, problem({ instance: undefined }), 'application/problem+json'),
      stray(400, problem({})),
    ])
      expect(found).toEqual(expect.any(String));
  });
});

describe('requests made from the description of the API', () => {
  let api: WholeApi;
  const own = { ...console };
  const logged: string[] = [];
  const seen: Record<string, number> = {};
  beforeAll(async () => {
    process.env.POWERTOOLS_LOG_LEVEL = 'INFO';
    process.env.POWERTOOLS_DEV = 'true';
    for (const level of LEVELS)
      console[level] = (...line: unknown[]) => {
        logged.push(line.join(' '));
      };
    api = await openWholeApi();
  });
  afterAll(async () => {
    await api?.close();
    Object.assign(console, own);
  });

  it('are answered as it says: never by a fault of ours, never with what was sent, and nothing of them is logged', async () => {
    const store = dynamoDemandStore(api.documents, api.demandsTable);
    const ids: string[] = [];
    for (const status of STATUSES)
      for (const authorityId of AUTHORITIES)
        ids.push(
          await fileSample(store, {
            record: { status, authorityId, ...(status === 'failed' ? { failedIn: 'filed' } : {}) },
          }),
        );
    const good = await Promise.all(
      ROLES.flatMap((role) =>
        AUTHORITIES.map((authority) =>
          api.mint({
            sub: `${role}-${authority}`,
            roles: [role],
            ...(role === 'agent' ? { authority } : {}),
          }),
        ),
      ),
    );
    const mixed = [
      await api.mint({ sub: 'mia', roles: ['agent', 'auditor'], authority: 'us-fbi' }),
      await api.mint({ sub: 'nobody', roles: [] }),
      await api.mint({ sub: 'stray', roles: [CANARY] }),
      await api.mint({ sub: 'lost', roles: ['agent'] }),
    ];
    const [first = ''] = good;
    const [head, claims] = first.split('.');
    const bad = [
      `${head}.${claims}.`,
      `${head}.${Buffer.from('{"sub":"mallory"}').toString('base64url')}.${first.split('.')[2]}`,
      `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`,
      CANARY,
      await api.mint({ sub: 'late', roles: ['agent'], expiresIn: -3600 }),
    ];
    const tokens = [...good, ...mixed, ...bad].map((token) => `Bearer ${token}`);
    const routes = ALL_ROUTES.map(({ route }) => {
      const own = ROLES.flatMap((role, index) =>
        [route.roles].flat().some((one) => one === role) ? good.slice(2 * index, 2 * index + 2) : [],
      );
      const weight = route.method === 'POST' ? 3 : 1;
      return {
        weight,
        arbitrary: requestsOf(
          route,
          [
            ...tokens,
            ...Array(8)
              .fill(own)
              .flat()
              .map((token) => `Bearer ${token}`),
          ],
          ids,
        ),
      };
    });
    const requests = fc.sample(fc.oneof(...routes), {
      numRuns: REQUESTS,
      seed: Number(process.env.SEED ?? 20261126),
    });
    const strays: string[] = [];
    const filed = new Set<string>();
    const take = async (request: Generated) => {
      const { route, call, token } = request;
      const answer = await (API_URL ? overHttp(API_URL, request) : api.ask({ ...call, token }));
      if (!answer) {
        seen.gateway = (seen.gateway ?? 0) + 1;
        return;
      }
      seen[answer.status] = (seen[answer.status] ?? 0) + 1;
      if (answer.status === 202) filed.add(JSON.parse(answer.text).id);
      const contentType = String(answer.headers['content-type'] ?? '');
      const stray =
        answer.status >= 500
          ? `a fault: ${answer.text}`
          : (strayIn(route, { status: answer.status, contentType, text: answer.text }) ??
            (answer.status >= 400 && answer.text.includes(CANARY) ? 'an echo' : undefined));
      if (stray)
        strays.push(
          `${route.method} ${route.path} ${stray}\n  ${JSON.stringify({ ...call, route: undefined, body: call.body?.toString('utf8').slice(0, 600) })}`,
        );
    };
    for (let start = 0; start < requests.length; start += AT_ONCE)
      await Promise.all(requests.slice(start, start + AT_ONCE).map(take));
    own.log(`${REQUESTS} requests: ${JSON.stringify(seen)}`);
    for (const line of logged.filter((one) => one.includes('API_FAULT')).slice(0, 5)) own.log(line);
    expect(strays.slice(0, 10)).toEqual([]);
    expect(logged.length).toBeGreaterThan(REQUESTS / 4);
    expect(logged.filter((line) => line.includes(CANARY)).slice(0, 3)).toEqual([]);
    if (!API_URL) {
      const demands = [...(await itemsOf(api, api.demandsTable)), ...(await itemsOf(api, api.clearedTable))];
      expect(demands.filter(({ sk }) => sk === 'demand').length).toBe(ids.length + filed.size);
      const attempts = await itemsOf(api, api.attemptsTable);
      const linesOf = (code: string) => logged.filter((line) => line.includes(code)).length;
      // One that was not written in time is logged too, and may have been written all the same.
      const refused = linesOf('ATTEMPT_REFUSED');
      expect(attempts.length).toBeLessThanOrEqual(refused);
      expect(attempts.length).toBeGreaterThanOrEqual(refused - linesOf('ATTEMPT_NOT_RECORDED'));
      expect(attempts.every(({ subject, rule }) => subject && rule)).toBe(true);
      expect(attempts.filter((attempt) => JSON.stringify(attempt).includes(CANARY))).toEqual([]);
    }
    // Tests that reach nothing find nothing: all kinds of answers came.
    for (const status of ['200', '202', '400', '403', '404', '413', '415', '422'])
      expect([status, seen[status] ?? 0]).not.toEqual([status, 0]);
  });
});
