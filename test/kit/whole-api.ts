import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyResult } from 'aws-lambda';
import { AUTHORITIES_TABLE_KEYS } from '../../functions/authorities/authorities.table.ts';
import { DEMANDS_TABLE_KEYS } from '../../functions/ledger/demands.table.ts';
import { CLEARED_PATH } from '../../functions/shared/cleared-route.ts';
import type { Route } from '../../functions/shared/route.ts';
import { buildBundles } from '../../lib/shared/build-bundles.ts';
import { serveIssuer } from '../../local/issuer/issuer-server.ts';
import { AUDIENCE, mintToken, type TokenRequest } from '../../local/issuer/mint-token.ts';
import { openIssuer } from '../../local/issuer/signing-key.ts';
import { ALL_ROUTES, type StatedRoute } from '../../scripts/openapi/all-routes.ts';
import { someAuthority } from './authorities.ts';
import { type Answer, json, type Sent, s3Error, startAwsEndpoint } from './aws-endpoint.ts';
import { startEngine } from './dynoxide.ts';

/** Variables that are no names. */
const VALUES: Readonly<Record<string, string>> = {
  MAX_FETCHES: '20',
  STARTS_AT_ONCE: '1000',
  STARTS_PER_HOUR: '100000',
  SIGNING_KEY_TIMES: JSON.stringify({ from: '1970-01-01T00:00:00.000Z', former: [] }),
};

const FUNCTIONS = join(import.meta.dirname, '../../functions');

/** A request as a gateway would hand it over: path parameters as they were sent. */
export type ApiCall = {
  route: Route;
  token?: string | undefined;
  path?: Record<string, string>;
  query?: Record<string, string[]>;
  headers?: Record<string, string[]>;
  body?: Buffer | undefined;
};

export type ApiAnswer = { status: number; headers: Record<string, unknown>; text: string };

type Handler = (event: unknown, context: unknown) => Promise<unknown>;

/**
 * The functions of the API as they are deployed, in this process: every bundle with the variables of its schema, tables in
 * an embedded engine, and a server that stands for the other services. The authorizer checks real tokens of an issuer.
 */
export async function openWholeApi() {
  const folder = mkdtempSync(join(tmpdir(), 'due-process-whole-api-'));
  const engine = await startEngine();
  const objects = new Map<string, Buffer>();
  const aws = await startAwsEndpoint((sent) => invoked(sent) ?? answerOf(sent, objects));
  const issuer = await openIssuer(join(folder, 'issuer.json'));
  const { server, jwksUri } = await serveIssuer(issuer);
  buildBundles(folder);
  const tables: Record<string, string> = {
    DEMANDS_TABLE: await engine.createDemandsTable(),
    CLEARED_DEMANDS_TABLE: await engine.createDemandsTable(),
    AUTHORITIES_TABLE: await engine.createTable(AUTHORITIES_TABLE_KEYS),
  };
  Object.assign(process.env, {
    ...{ AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
    ...{ AWS_ENDPOINT_URL: aws.client.endpoint, AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint },
    ...{ OIDC_ISSUER: issuer.url, OIDC_AUDIENCE: AUDIENCE, OIDC_JWKS_URI: jwksUri },
    ...{ ROLES_CLAIM: 'cognito:groups', AUTHORITY_CLAIM: 'custom:authority', PERSON_CLAIM: 'sub' },
    ATTEMPT_DAYS: '14',
    ...{ OIDC_TOKEN_USE: 'id', OIDC_MAX_LIFETIME: '43200', ROLE_NAMES: '' },
    STATE_MACHINE_ARN: 'arn:aws:states:us-east-1:000000000000:stateMachine:demands',
  });
  for (const name of await variables()) {
    if (name.endsWith('_TABLE')) tables[name] ??= await engine.createTable(DEMANDS_TABLE_KEYS);
    process.env[name] ??= tables[name] ?? VALUES[name] ?? name.toLowerCase().replaceAll('_', '-');
  }
  for (const authority of ['us-usao-ndca', 'us-fbi'])
    await engine.documents.send(
      new PutCommand({ TableName: tables.AUTHORITIES_TABLE ?? '', Item: someAuthority({ id: authority }) }),
    );
  const handlers = new Map<string, Promise<Handler>>();
  let loading: Promise<unknown> = Promise.resolve();
  /** The bundle of a function, read with the variables of its compartment; one after another, since they share a process. */
  const handlerOf = (name: string, compartment: 'open' | 'cleared' = 'open'): Promise<Handler> => {
    const key = `${name}?${compartment}`;
    const loaded = handlers.get(key);
    if (loaded) return loaded;
    const handler = loading.then(async () => {
      const prefix = compartment === 'open' ? '' : 'CLEARED_';
      const verb = name.split('/')[1] ?? '';
      const own = {
        DEMANDS_TABLE: tables[`${prefix}DEMANDS_TABLE`],
        WORK_TABLE: tables[`${prefix}WORK_TABLE`],
        RECORDER: recorderArn(compartment, verb),
        CLEARED_RECORDER: recorderArn('cleared', verb),
        CIRCLE: compartment === 'open' ? 'attempts' : 'cleared',
      };
      const before = Object.keys(own).map((variable) => [variable, process.env[variable] ?? '']);
      Object.assign(process.env, own);
      const { handler } = await import(`${join(folder, name, 'index.mjs')}?${compartment}`);
      Object.assign(process.env, Object.fromEntries(before));
      return handler;
    });
    loading = handler;
    handlers.set(key, handler);
    return handler;
  };
  /** The recorder, as functions invoke it; undefined for a call of something else. */
  const invoked = ({ path, body }: Sent): Promise<Answer> | undefined => {
    const arn = decodeURIComponent(/^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(path)?.[1] ?? '');
    if (arn === '') return undefined;
    const compartment = arn.includes(':cleared-recorder:') ? 'cleared' : 'open';
    return handlerOf('ledger/record', compartment)
      .then((handler) => handler(JSON.parse(body.toString('utf8')), { ...CONTEXT, invokedFunctionArn: arn }))
      .then(
        (answer) => json(Object(answer)),
        (error: Error) => ({
          headers: { 'x-amz-function-error': 'Unhandled' },
          body: JSON.stringify({ errorType: error.name, errorMessage: error.message }),
        }),
      );
  };
  const letIn = async (token: string | undefined, methodArn: string): Promise<object | undefined> => {
    if (!token) return undefined;
    try {
      const authorize = await handlerOf('intake/authorize');
      const event = { type: 'TOKEN', authorizationToken: token, methodArn };
      const { principalId, context } = Object(await authorize(event, CONTEXT));
      return { principalId, ...context };
    } catch (error) {
      if (error instanceof Error && error.message === 'Unauthorized') return undefined;
      throw error;
    }
  };
  return {
    documents: engine.documents,
    demandsTable: tables.DEMANDS_TABLE ?? '',
    clearedTable: tables.CLEARED_DEMANDS_TABLE ?? '',
    attemptsTable: tables.ATTEMPTS_TABLE ?? '',
    mint: (request: TokenRequest) => mintToken(issuer, request),
    /** Undefined where the gateway answers itself, because the authorizer let nobody in. */
    ask: async (call: ApiCall): Promise<ApiAnswer | undefined> => {
      const { route } = call;
      const arn = `arn:aws:execute-api:us-east-1:000000000000:api/dev/${route.method}${route.path}`;
      const authorizer = route.roles === 'public' ? undefined : await letIn(call.token, arn);
      if (route.roles !== 'public' && !authorizer) return undefined;
      const compartment = route.path.startsWith(CLEARED_PATH) ? 'cleared' : 'open';
      const handler = await handlerOf(answeredBy(route), compartment);
      const answered = await handler(eventOf(call, authorizer), CONTEXT);
      const { statusCode, headers, body } = answered as APIGatewayProxyResult;
      return { status: statusCode, headers: headers ?? {}, text: body };
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await aws.stop();
      await engine.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
export type WholeApi = Awaited<ReturnType<typeof openWholeApi>>;

const recorderArn = (compartment: 'open' | 'cleared', writer: string) =>
  `arn:aws:lambda:us-east-1:000000000000:function:${compartment === 'open' ? '' : 'cleared-'}recorder:${writer}`;

/** As long as a gateway waits: who publishes a report gives the streams ten seconds to catch up. */
const CONTEXT = { getRemainingTimeInMillis: () => 29_000 };

/** The handler that names the route, of whatever room: one may answer several. */
function answeredBy(route: Route): string {
  const stated = ALL_ROUTES.find((one) => one.route.method === route.method && one.route.path === route.path);
  const { verb } = stated as StatedRoute;
  const name = verb
    .replace(/-cleared$/, '')
    .replace(/-(\w)/g, (_all, letter: string) => letter.toUpperCase());
  const file = globSync('*/*.handler.ts', { cwd: FUNCTIONS }).find((one) =>
    new RegExp(`answering\\(\\s*${name}Route`).test(readFileSync(join(FUNCTIONS, one), 'utf8')),
  );
  if (!file) throw new Error(`no handler answers ${route.method} ${route.path}`);
  return file.replace('.handler.ts', '');
}

/** The variables of every function. */
async function variables(): Promise<string[]> {
  const schemas = await Promise.all(
    globSync('**/*.env.ts', { cwd: FUNCTIONS }).map((file) => import(join(FUNCTIONS, file))),
  );
  return schemas.flatMap(({ Env }) => Object.keys(Env?.shape ?? {}));
}

function eventOf({ route, path = {}, query = {}, headers = {}, body }: ApiCall, authorizer?: object) {
  const last = (all: Record<string, string[]>) =>
    Object.fromEntries(Object.entries(all).map(([name, values]) => [name, values.at(-1)]));
  const some = <T extends object>(all: T) => (Object.keys(all).length > 0 ? all : null);
  const fullPath = route.path.replace(/\{(\w+)\+?\}/g, (_all, name: string) => path[name] ?? '');
  return {
    resource: route.path,
    path: fullPath,
    httpMethod: route.method,
    headers: last(headers),
    multiValueHeaders: headers,
    queryStringParameters: some(last(query)),
    multiValueQueryStringParameters: some(query),
    pathParameters: some(path),
    stageVariables: null,
    requestContext: { requestId: crypto.randomUUID(), path: `/dev${fullPath}`, authorizer },
    // As a gateway decodes what it takes for text.
    body: body && body.length > 0 ? body.toString('utf8') : null,
    isBase64Encoded: false,
  };
}

/** What S3 and Step Functions answer, as far as routes ask them. */
function answerOf({ method, path, headers, body }: Sent, objects: Map<string, Buffer>): Answer {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') {
    if (target.endsWith('.StartExecution')) return json({ executionArn: 'arn', startDate: 1_790_000_000 });
    return json({});
  }
  const held = objects.get(path);
  if (method === 'PUT') {
    if (held && headers['if-none-match'] === '*') return s3Error(412, 'PreconditionFailed');
    objects.set(path, unchunked(body, headers['content-encoding']));
    return { headers: { etag: '"1"' } };
  }
  return held ? { body: held } : s3Error(404, 'NoSuchKey');
}

/** The SDK sends bodies in chunks with their lengths, where a checksum follows. */
function unchunked(body: Buffer, encoding: string | undefined): Buffer {
  if (!encoding?.includes('aws-chunked')) return body;
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = body.indexOf('\r\n', at);
    const size = Number.parseInt(body.toString('latin1', at, end), 16);
    if (!size) return Buffer.concat(parts);
    parts.push(body.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
}
