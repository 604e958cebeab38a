import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener } from 'node:http';
import { LARGEST_PAYLOAD } from '../lambda/function-pool.ts';
import type { Functions } from '../lambda/functions.ts';
import type { Meter } from '../meter.ts';
import { ApiAuthorizer } from './authorizer.ts';
import type { GatewayFault, HttpReply } from './gateway-response.ts';
import { type ApiRequest, headerOf, proxyEvent, readHeaders } from './proxy-event.ts';
import { proxyResponse } from './proxy-response.ts';
import { type Integration, type Method, methodKey, type RestApi } from './rest-api.ts';
import { type Match, matchPath } from './routes.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
const LARGEST_BODY = 10 * 1024 * 1024;
const LARGEST_HEADERS = 10_240;

type ApiServerOptions = {
  readonly api: RestApi;
  readonly functions: Functions;
  readonly meter: Meter;
  readonly report: (line: string) => void;
};

/** A body over the limit is read to its end and thrown away, so that the caller reads the answer. */
function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] | undefined = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > LARGEST_BODY) chunks = undefined;
      chunks?.push(chunk);
    });
    request.on('end', () => resolve(chunks === undefined ? undefined : Buffer.concat(chunks)));
    request.on('error', reject);
  });
}

const headerBytes = ({ rawHeaders, method = '', url = '' }: IncomingMessage): number =>
  rawHeaders.reduce((sum, text) => sum + Buffer.byteLength(text) + 2, method.length + url.length + 12);

const UNMATCHED: Match = { route: { id: '', path: '', children: [], part: '' }, parameters: {} };

function isMissing(location: string, request: ApiRequest): boolean {
  const [, , place, ...rest] = location.split('.');
  const name = rest.join('.');
  if (place === 'querystring') return !request.query.has(name);
  if (place === 'header') return headerOf(request, name) === undefined;
  return place === 'path' && request.match.parameters[name] === undefined;
}

function invalid(method: Method, request: ApiRequest): GatewayFault | undefined {
  const missing = method.requiredParameters.filter((location) => isMissing(location, request));
  if (missing.length > 0) {
    const names = missing.map((location) => location.split('.').slice(3).join('.')).join(', ');
    return { type: 'BAD_REQUEST_PARAMETERS', message: `Missing required request parameters: [${names}]` };
  }
  const problem = method.validateBody?.(
    headerOf(request, 'content-type') ?? 'application/json',
    request.body.toString('utf8'),
  );
  return problem === undefined ? undefined : { type: 'BAD_REQUEST_BODY', validation: problem };
}

/** Node's own limit must be above the gateway's, or Node answers instead. */
export const SERVER_OPTIONS = { maxHeaderSize: 65_536, keepAliveTimeout: 60_000, noDelay: true };

/** API Gateway's REST API at the root of one port; the stage is in the event, not in the path. */
export function apiListener({ api, functions, meter, report }: ApiServerOptions): RequestListener {
  const authorizer = new ApiAuthorizer(api, functions);

  async function integrate(
    integration: Integration,
    request: ApiRequest,
    context: Parameters<typeof proxyEvent>[2],
  ): Promise<HttpReply | GatewayFault> {
    if (integration.kind === 'mock') return integration;
    const event = proxyEvent(api, request, context);
    if (JSON.stringify(event).length > LARGEST_PAYLOAD) return { type: 'REQUEST_TOO_LARGE' };
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<'timeout'>((resolve) => {
      timer = setTimeout(resolve, integration.timeoutMs, 'timeout');
    });
    const outcome = await Promise.race([functions.invoke(integration.functionArn, event), timeout]);
    clearTimeout(timer);
    if (outcome === 'timeout') return { type: 'INTEGRATION_TIMEOUT' };
    const reply = outcome.ok ? proxyResponse(api, request, outcome.payload) : undefined;
    return reply ?? { type: 'DEFAULT_5XX', status: 502 };
  }

  async function handle(
    incoming: IncomingMessage,
    request: ApiRequest,
    body: Buffer | undefined,
  ): Promise<HttpReply | GatewayFault> {
    if (headerBytes(incoming) > LARGEST_HEADERS)
      return { type: 'DEFAULT_4XX', status: 431, message: 'Request Header Fields Too Large' };
    const method =
      request.match === UNMATCHED
        ? undefined
        : (api.methods.get(methodKey(request.match.route.id, request.httpMethod)) ??
          api.methods.get(methodKey(request.match.route.id, 'ANY')));
    if (method === undefined) return { type: 'MISSING_AUTHENTICATION_TOKEN' };
    if (body === undefined) return { type: 'REQUEST_TOO_LARGE' };
    if (!api.stage.admits(request.match.route.path, request.httpMethod)) return { type: 'THROTTLED' };
    const authorization = method.authorizer && (await authorizer.authorize(method.authorizer, request));
    if (authorization !== undefined && 'fault' in authorization) return authorization.fault;
    return invalid(method, request) ?? integrate(method.integration, request, authorization?.context);
  }

  async function answer(incoming: IncomingMessage): Promise<HttpReply> {
    meter.count('apiRequests');
    const target = incoming.url ?? '/';
    const cut = target.indexOf('?');
    const path = cut < 0 ? target : target.slice(0, cut);
    const body = await readBody(incoming);
    const request: ApiRequest = {
      requestId: randomUUID(),
      receivedAt: Date.now(),
      httpMethod: incoming.method ?? 'GET',
      path,
      match: matchPath(api.root, path) ?? UNMATCHED,
      query: new URLSearchParams(cut < 0 ? '' : target.slice(cut + 1)),
      ...readHeaders(incoming),
      body: body ?? Buffer.alloc(0),
      sourceIp: incoming.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '127.0.0.1',
    };
    const outcome = await handle(incoming, request, body).catch((error: unknown): GatewayFault => {
      report(
        `a fault inside the laptop: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      return { type: 'DEFAULT_5XX' };
    });
    const reply =
      'type' in outcome
        ? api.gatewayResponses.render(outcome, {
            ...request,
            resourcePath: request.match.route.path,
            stage: api.stage.name,
          })
        : outcome;
    return { ...reply, headers: { 'x-amzn-requestid': request.requestId, ...reply.headers } };
  }

  return (incoming, response) => {
    answer(incoming)
      .then(({ status, headers, body }) => {
        for (const [name, value] of Object.entries(headers)) {
          response.setHeader(name, typeof value === 'string' ? value : [...value]);
        }
        response.setHeader('date', new Date().toUTCString());
        response.setHeader('content-length', Buffer.byteLength(body));
        response.writeHead(status).end(incoming.method === 'HEAD' ? undefined : body);
      })
      .catch(() => response.destroy());
  };
}
