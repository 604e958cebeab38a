import * as z from 'zod/mini';
import { answering, apiHandler } from '../../functions/shared/api.ts';
import {
  IllegalTransition,
  InconsistentState,
  NewerVersion,
  StoreBusy,
  UnknownPart,
  UnreadableItem,
} from '../../functions/shared/faults.ts';
import { problem } from '../../functions/shared/problem.ts';
import { type Route, route, wholeNumber } from '../../functions/shared/route.ts';
import { type HttpRequest, readRequest } from '../../functions/shared/route-request.ts';
import { ALL_ROUTES } from '../../scripts/openapi/all-routes.ts';
import { ask } from '../kit/api-events.ts';

const CANARY = 'canary-7f3a9c';
const Body = z.strictObject({ name: z.string(), parts: z.array(z.strictObject({ size: z.int() })) });
const makeThing = route({
  method: 'POST',
  path: '/things/{id}',
  roles: ['agent', 'reviewer'],
  summary: 'Make a thing',
  query: {
    limit: { says: '', schema: wholeNumber(1, 9), otherwise: () => problem('bad_limit', { min: 1, max: 9 }) },
    after: { says: '', schema: z.string(), otherwise: () => problem('bad_cursor') },
  },
  body: Body,
  answers: { 200: { says: '', json: z.unknown() } },
  problems: [],
});
const readThings = route({
  method: 'GET',
  path: '/things',
  roles: 'public',
  summary: 'Read things',
  answers: { 200: { says: '', text: ['text/plain'] }, 304: { says: '' } },
  problems: [],
});
const noteThing = route({
  method: 'POST',
  path: '/notes',
  roles: ['agent'],
  summary: 'Note a thing',
  body: z.optional(z.strictObject({ note: z.string() })),
  answers: { 200: { says: '', json: z.unknown() } },
  problems: [],
});

const handler = apiHandler(
  answering(makeThing, async ({ principal, path, query, body }) => ({
    status: 200,
    json: { by: principal.subject, id: path('id'), query, body },
  })),
  answering(readThings, async ({ header }) => {
    if (header('IF-NONE-MATCH') === 'all') return { status: 304 };
    if (header('if-none-match') === 'busy') throw new StoreBusy('another');
    if (header('if-none-match') === 'broken') throw new Error(CANARY);
    return { status: 200, text: 'all', headers: { 'content-type': 'text/plain', 'cache-control': 'public' } };
  }),
  answering(noteThing, async ({ body }) => ({ status: 200, json: { note: body?.note ?? null } })),
);

const good = { name: 'n', parts: [{ size: 1 }] };
const make = (change: object = {}, body: unknown = good) =>
  ask(handler, makeThing, { roles: 'agent', path: { id: 't-1' }, body: JSON.stringify(body), ...change });

describe('a function of the API', () => {
  it('gets what its route says, with the types that it says', async () => {
    const { status, headers, json } = await make({ query: { limit: '7', after: 'x' } });
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([
      200,
      'application/json',
      'no-store',
    ]);
    expect(json()).toEqual({ by: 'someone', id: 't-1', query: { limit: 7, after: 'x' }, body: good });
  });

  it('answers each of its routes, and a text as it is', async () => {
    const { status, headers, text } = await ask(handler, readThings);
    expect([status, headers['content-type'], headers['cache-control'], text]).toEqual([
      200,
      'text/plain',
      'public',
      'all',
    ]);
    expect(await ask(handler, readThings, { headers: { 'If-None-Match': 'all' } })).toMatchObject({
      status: 304,
      text: '',
    });
  });

  it('answers no other route', async () => {
    expect((await ask(handler, readThings, { resource: '/other' })).status).toBe(500);
  });

  it('asks who is calling, and lets no other role in', async () => {
    expect((await ask(handler, makeThing, { path: { id: 't-1' } })).json()).toMatchObject({
      status: 401,
      code: 'token_missing',
    });
    for (const roles of ['', 'releaser,auditor', 'agents'])
      expect((await make({ roles })).json()).toMatchObject({
        status: 403,
        code: 'role_required',
        detail: 'This needs a token with the role agent or reviewer.',
      });
    expect((await make({ roles: 'auditor,reviewer' })).status).toBe(200);
  });

  it('takes the role in which a caller acts from one header, in any case, where several would do', async () => {
    const roles = 'reviewer,releaser,agent';
    expect((await make({ roles: 'reviewer,agent' })).json()).toMatchObject({
      status: 400,
      code: 'acting_role_required',
    });
    for (const name of ['Acting-Role', 'acting-role', 'ACTING-ROLE']) {
      expect((await make({ roles, headers: { [name]: 'agent' } })).status).toBe(200);
      expect((await make({ roles, headers: { [name]: 'reviewer' } })).json()).toMatchObject({
        status: 403,
        code: 'agents_token',
      });
      expect((await make({ roles, headers: { [name]: 'releaser' } })).json().code).toBe('role_required');
      expect((await make({ roles, headers: { [name]: 'auditor' } })).json().code).toBe('role_not_held');
      const unknown = await make({ roles, headers: { [name]: CANARY } });
      expect([unknown.status, unknown.json().code]).toEqual([400, 'unknown_role']);
      expect(unknown.text).not.toContain(CANARY);
    }
  });

  it.each([
    'Authorization',
    'Acting-Role',
    'Idempotency-Key',
    'Filing-Signature',
    'Content-Type',
    'Content-Encoding',
  ])('takes no second %s, whatever its case, on any route', async (name) => {
    const twice = [
      { [name]: ['a', 'b'] },
      { [name]: ['a', 'a'] },
      { [name]: ['a'], [name.toLowerCase()]: ['b'] },
      { [name.toUpperCase()]: ['a'], [name]: ['a'] },
    ];
    for (const multiValueHeaders of twice)
      for (const event of [
        { httpMethod: 'GET', resource: '/things' },
        {
          httpMethod: 'POST',
          resource: '/notes',
          requestContext: { authorizer: { subject: 's', roles: 'agent' } },
        },
      ]) {
        const headers = Object.fromEntries(
          Object.entries(multiValueHeaders).map(([key, values]) => [key, values.at(-1)]),
        );
        const answered = await Reflect.apply(handler, undefined, [
          { ...event, headers, multiValueHeaders },
          { getRemainingTimeInMillis: () => 10_000 },
        ]);
        expect(JSON.parse(answered.body)).toMatchObject({ status: 400, code: 'duplicate_header' });
      }
  });

  it.each(['0', '10', '-1', '1e0', '1.0', ' 1', '', '99999999999999999'])(
    'takes no limit of "%s"',
    async (limit) => {
      expect((await make({ query: { limit } })).json()).toMatchObject({
        status: 400,
        code: 'bad_limit',
        detail: 'Give limit as a whole number from 1 to 9.',
      });
    },
  );

  it('refuses parameters that its route does not have, naming those that it has', async () => {
    const one = await make({ query: { limit: '1', [CANARY]: '1' } });
    expect(one.json()).toMatchObject({
      status: 400,
      code: 'unknown_parameter',
      detail: 'Leave out every query parameter but: limit, after.',
    });
    expect(one.text).not.toContain(CANARY);
    expect((await ask(handler, readThings, { query: { sort: 'a' } })).json()).toMatchObject({
      code: 'unknown_parameter',
    });
    for (const name of ['__proto__', 'constructor', 'toString'])
      expect((await make({ query: JSON.parse(`{"${name}":"1"}`) })).status).toBe(400);
  });

  it('points to a field that is not known by what holds it, and names those that are', async () => {
    const { json, text } = await make({}, { ...good, [CANARY]: 1, parts: [{ size: 1, [CANARY]: 2 }] });
    expect(json()).toMatchObject({ status: 400, code: 'invalid_body' });
    expect(json().faults).toEqual([
      { pointer: '/parts/0', code: 'unknown_field', detail: 'Leave out every field but: size.' },
      { pointer: '', code: 'unknown_field', detail: 'Leave out every field but: name, parts.' },
    ]);
    expect(text).not.toContain(CANARY);
  });

  it('lets a body be left out where its route does, and reads one that was sent', async () => {
    expect((await ask(handler, noteThing, { roles: 'agent' })).json()).toEqual({ note: null });
    const body = JSON.stringify({ note: 'n' });
    expect((await ask(handler, noteThing, { roles: 'agent', body })).json()).toEqual({ note: 'n' });
    expect((await ask(handler, noteThing, { roles: 'agent', body: '{"no":1}' })).status).toBe(400);
    expect((await make({ body: '' })).json()).toMatchObject({ code: 'body_missing' });
  });

  it('says nothing of a fault, and asks to try again after one that passes', async () => {
    const broken = await ask(handler, readThings, { headers: { 'if-none-match': 'broken' } });
    expect([broken.status, broken.json().code]).toEqual([500, 'internal_error']);
    expect(broken.text).not.toContain(CANARY);
    const busy = await ask(handler, readThings, { headers: { 'if-none-match': 'busy' } });
    expect([busy.status, busy.json().code]).toEqual([503, 'busy']);
  });
});

describe('an error that a function of the API ends in', () => {
  const failing = (error: unknown) =>
    ask(apiHandler(answering(readThings, () => Promise.reject(error))), readThings);
  const named = (name: string, more: object = {}) => Object.assign(new Error(CANARY), { name, ...more });

  it.each<[string, unknown, number, string]>([
    ['a problem', problem('too_late'), 409, 'too_late'],
    ['a problem of ours', problem('timeout'), 504, 'timeout'],
    ['a transition that may not be', new IllegalTransition(CANARY), 409, 'not_possible_now'],
    ['a store that others kept busy', new StoreBusy(CANARY), 503, 'busy'],
    ['a throttled service', named('ThrottlingException'), 503, 'busy'],
    ['a service that errs', named('Other', { $metadata: { httpStatusCode: 500 } }), 503, 'busy'],
    ['a broken connection', named('Error', { code: 'ECONNRESET' }), 503, 'busy'],
    [
      'a refusal of a service',
      named('AccessDenied', { $metadata: { httpStatusCode: 403 } }),
      500,
      'internal_error',
    ],
    ['a contradiction', new InconsistentState(CANARY), 500, 'internal_error'],
    ['an item of a later version', new NewerVersion(CANARY), 500, 'internal_error'],
    ['an item that cannot be read', new UnreadableItem(CANARY), 500, 'internal_error'],
    ['an item that no part has', new UnknownPart(CANARY), 500, 'internal_error'],
    ['an answer that no schema has', z.string().safeParse(7).error, 500, 'internal_error'],
    ['a bug', new TypeError(CANARY), 500, 'internal_error'],
    ['what is no error at all', CANARY, 500, 'internal_error'],
  ])('is answered by its problem, and by nothing of itself: %s', async (_what, error, status, code) => {
    const { status: answered, headers, json, text } = await failing(error);
    expect(answered).toBe(status);
    expect(headers).toEqual({
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    });
    expect(json()).toEqual({
      type: `urn:due-process:problem:${code}`,
      title: expect.any(String),
      status,
      code,
      detail: expect.any(String),
      instance: 'urn:request:r-1',
    });
    expect(text).not.toContain(CANARY);
  });

  it('is told apart by the request, even where the gateway gave it no id', async () => {
    const answered = await Reflect.apply(handler, undefined, [
      { httpMethod: 'GET', resource: '/things' },
      { getRemainingTimeInMillis: () => 10_000 },
    ]);
    expect(answered).toMatchObject({ statusCode: 200 });
    const lost = await Reflect.apply(handler, undefined, [
      { httpMethod: 'GET', resource: '/nowhere' },
      { getRemainingTimeInMillis: () => 10_000 },
    ]);
    expect(JSON.parse(lost.body)).toMatchObject({ status: 500, instance: 'urn:request:unknown' });
  });
});

describe('an answer of the API', () => {
  it('is neither kept, nor guessed at, nor run', async () => {
    for (const { headers } of [await make(), await ask(handler, readThings)])
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      });
    expect((await make()).headers).toMatchObject({ 'cache-control': 'no-store' });
  });

  it('is of the body as it was sent, in base64 or not', async () => {
    const body = Buffer.from(JSON.stringify({ note: 'naïve' })).toString('base64');
    const event = {
      httpMethod: 'POST',
      resource: '/notes',
      headers: { 'Content-Type': 'application/json; charset=utf-8' },
      body,
      isBase64Encoded: true,
      requestContext: { authorizer: { subject: 'someone', roles: 'agent' } },
    };
    const answered = await Reflect.apply(handler, undefined, [
      event,
      { getRemainingTimeInMillis: () => 10_000 },
    ]);
    expect(JSON.parse(answered.body)).toEqual({ note: 'naïve' });
  });

  it('is that there is nothing, where the path lacks what the route needs', async () => {
    expect((await make({ path: {} })).json()).toMatchObject({ status: 404, code: 'not_found' });
  });
});

describe('a route', () => {
  it('names its roles or says that it is public: without, it neither compiles nor loads', () => {
    const { roles: _roles, ...without } = readThings;
    const named = expect.objectContaining({ name: 'RouteWithoutRoles' });
    // @ts-expect-error
    expect(() => route(without)).toThrow(named);
    // @ts-expect-error
    expect(() => route({ ...without, roles: [] })).toThrow(named);
    // @ts-expect-error
    expect(() => route({ ...without, roles: '' })).toThrow(named);
  });

  it.each(ALL_ROUTES.map(({ route }) => [`${route.method} ${route.path}`, route] as const))(
    '%s refuses a parameter that it does not have',
    (_name, stated) => {
      const request: HttpRequest = {
        authorizer: { subject: 'someone', roles: stated.roles[0] },
        header: () => undefined,
        query: { sort: 'up' },
        path: () => '',
        bodyBytes: () => new Uint8Array(),
        trace: async () => {},
        fullPath: '/',
      };
      expect(() => readRequest<Route>(stated, request)).toThrow(
        expect.objectContaining({ status: 400, code: 'unknown_parameter' }),
      );
    },
  );
});
