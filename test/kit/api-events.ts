import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import type { Route } from '../../functions/shared/route.ts';

export type Asked = {
  roles?: string;
  /** Of the token; `someone` unless said. */
  subject?: string;
  authorityId?: string;
  query?: Record<string, string>;
  path?: Record<string, string>;
  headers?: Record<string, string>;
  /** Beside `query` and `headers`, where one comes more than once. */
  multiValueHeaders?: Record<string, string[]>;
  multiValueQueryStringParameters?: Record<string, string[]>;
  body?: string;
  /** The resource of the event, where it is not that of the route. */
  resource?: string;
};

type Handler = (...given: never[]) => unknown;

/** Calls a handler as API Gateway does. Without roles the authorizer let nobody in. */
export async function ask(handler: Handler, { method, path }: Route, asked: Asked = {}) {
  const { roles, authorityId, query = null, headers = {}, body = null } = asked;
  const event: Partial<APIGatewayProxyEvent> = {
    httpMethod: method,
    resource: asked.resource ?? path,
    path,
    headers: { ...(body === null ? {} : { 'content-type': 'application/json' }), ...headers },
    queryStringParameters: query,
    ...(asked.multiValueHeaders ? { multiValueHeaders: asked.multiValueHeaders } : {}),
    ...(asked.multiValueQueryStringParameters
      ? { multiValueQueryStringParameters: asked.multiValueQueryStringParameters }
      : {}),
    pathParameters: asked.path ?? null,
    body,
    isBase64Encoded: false,
  };
  const context = {
    requestId: 'r-1',
    path,
    ...(roles === undefined
      ? {}
      : { authorizer: { subject: asked.subject ?? 'someone', roles, authorityId } }),
  };
  const answered: APIGatewayProxyResult = await Reflect.apply(handler, undefined, [
    { ...event, requestContext: context },
    { getRemainingTimeInMillis: () => 10_000 },
  ]);
  return {
    status: answered.statusCode,
    headers: answered.headers ?? {},
    text: answered.body,
    json: () => JSON.parse(answered.body),
  };
}
