import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Json, JsonObject } from '../template/json.ts';
import { ACCOUNT, REGION } from '../template/pseudo-parameters.ts';
import type { RestApi } from './rest-api.ts';
import type { Match } from './routes.ts';

/** A request that was read and matched, with what every event about it says. */
export type ApiRequest = {
  readonly requestId: string;
  readonly receivedAt: number;
  readonly httpMethod: string;
  /** As sent. */
  readonly path: string;
  readonly match: Match;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly multiValueHeaders: Readonly<Record<string, string[]>>;
  readonly body: Buffer;
  readonly sourceIp: string;
};

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `09/Apr/2015:12:34:56 +0000` */
function requestTime(at: number): string {
  const [year, month, day, ...clock] = new Date(at).toISOString().split(/[-T:.]/);
  return `${day}/${MONTHS[Number(month) - 1]}/${year}:${clock.slice(0, 3).join(':')} +0000`;
}

/** Header names keep the case in which they were sent; of one sent twice the last counts. */
export function readHeaders({
  rawHeaders,
}: IncomingMessage): Pick<ApiRequest, 'headers' | 'multiValueHeaders'> {
  const headers: Record<string, string> = {};
  const multiValueHeaders: Record<string, string[]> = {};
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    const value = rawHeaders[index + 1] ?? '';
    headers[name] = value;
    multiValueHeaders[name] = [...(multiValueHeaders[name] ?? []), value];
  }
  return { headers, multiValueHeaders };
}

export const headerOf = ({ headers }: Pick<ApiRequest, 'headers'>, name: string): string | undefined =>
  Object.entries(headers).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];

const orNull = <T>(entries: Record<string, T>): Record<string, T> | null =>
  Object.keys(entries).length > 0 ? entries : null;

function requestContext(api: RestApi, request: ApiRequest): JsonObject {
  const { route } = request.match;
  return {
    resourceId: route.id,
    resourcePath: route.path,
    httpMethod: request.httpMethod,
    extendedRequestId: randomUUID(),
    requestTime: requestTime(request.receivedAt),
    requestTimeEpoch: request.receivedAt,
    path: request.path,
    accountId: ACCOUNT,
    protocol: 'HTTP/1.1',
    stage: api.stage.name,
    domainPrefix: api.id,
    domainName: `${api.id}.execute-api.${REGION}.amazonaws.com`,
    requestId: request.requestId,
    apiId: api.id,
    identity: {
      accessKey: null,
      accountId: null,
      caller: null,
      cognitoAuthenticationProvider: null,
      cognitoAuthenticationType: null,
      cognitoIdentityId: null,
      cognitoIdentityPoolId: null,
      principalOrgId: null,
      sourceIp: request.sourceIp,
      user: null,
      userAgent: headerOf(request, 'user-agent') ?? null,
      userArn: null,
    },
  };
}

/** What the event of a REQUEST authorizer and that of an integration have in common. */
export function baseEvent(api: RestApi, request: ApiRequest): JsonObject {
  const multiple: Record<string, string[]> = {};
  for (const [name, value] of request.query) multiple[name] = [...(multiple[name] ?? []), value];
  const single = Object.fromEntries(
    Object.entries(multiple).map(([name, values]) => [name, values.at(-1) ?? '']),
  );
  return {
    resource: request.match.route.path,
    path: request.path,
    httpMethod: request.httpMethod,
    headers: { ...request.headers },
    multiValueHeaders: { ...request.multiValueHeaders },
    queryStringParameters: orNull(single),
    multiValueQueryStringParameters: orNull(multiple),
    pathParameters: orNull({ ...request.match.parameters }),
    stageVariables: api.stage.variables === null ? null : { ...api.stage.variables },
    requestContext: requestContext(api, request),
  };
}

const mediaMatches = (pattern: string, type: string): boolean =>
  pattern === '*/*' || pattern === type || (pattern.endsWith('/*') && type.startsWith(pattern.slice(0, -1)));

/** Whether the API treats a content type as bytes. */
export const isBinary = (api: RestApi, contentType: string | undefined): boolean => {
  const type = contentType?.split(/[;,]/)[0]?.trim().toLowerCase();
  return (
    type !== undefined && api.binaryMediaTypes.some((pattern) => mediaMatches(pattern.toLowerCase(), type))
  );
};

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html */
export function proxyEvent(api: RestApi, request: ApiRequest, authorizer: JsonObject | undefined): Json {
  const event = baseEvent(api, request);
  const binary = request.body.length > 0 && isBinary(api, headerOf(request, 'content-type'));
  const context = event.requestContext;
  return {
    ...event,
    requestContext: {
      ...(typeof context === 'object' && !Array.isArray(context) ? context : {}),
      ...(authorizer === undefined ? {} : { authorizer }),
    },
    body: request.body.length === 0 ? null : request.body.toString(binary ? 'base64' : 'utf8'),
    isBase64Encoded: binary,
  };
}
