import middy from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { IllegalTransition, StoreBusy } from './faults.ts';
import { isPassing } from './is-passing.ts';
import { logError, logInfo } from './logger.ts';
import { type Principal, principalOf } from './principal.ts';
import { Problem, problemBody } from './problem.ts';

/** A request as use cases' edges see it: header names in any case, a body as bytes. */
export type ApiRequest = {
  /** @throws Problem 401 when no authorizer vouched for the caller */
  principal(): Principal;
  header(name: string): string | undefined;
  query(name: string): string | undefined;
  /** A path parameter. @throws Problem 404 when the route has none of that name */
  path(name: string): string;
  /** The same, on a route that serves both with and without it. */
  optionalPath(name: string): string | undefined;
  bodyBytes(): Uint8Array;
  /** Path of the request as the caller knows it, with the stage where the URL has one. */
  fullPath: string;
};

export type ApiResponse = { status: number; headers?: Record<string, string>; body: string };

export const json = (status: number, body: unknown, headers: Record<string, string> = {}): ApiResponse => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

const SECURITY_HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
};

/** A Lambda handler of an API route: maps problems to RFC 9457 and every other error to a 500 that says nothing. */
export function apiHandler(handle: (request: ApiRequest) => Promise<ApiResponse>) {
  return middy<APIGatewayProxyEvent, APIGatewayProxyResult>()
    .use({
      onError: (run) => {
        run.response = problemResponse(run.error, run.event.requestContext?.requestId ?? 'unknown');
      },
    })
    .handler(async (event) => {
      const response = await handle(requestOf(event));
      return {
        statusCode: response.status,
        headers: { ...SECURITY_HEADERS, ...response.headers },
        body: response.body,
      };
    });
}

function problemResponse(error: unknown, requestId: string): APIGatewayProxyResult {
  if (error instanceof Problem) logInfo('API_PROBLEM', { status: error.status, problem: error.code });
  else logError('API_FAULT', error);
  const problem = problemOf(error);
  return {
    statusCode: problem.status,
    headers: { ...SECURITY_HEADERS, 'content-type': 'application/problem+json' },
    body: JSON.stringify(problemBody(problem, requestId)),
  };
}

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof IllegalTransition)
    return new Problem(409, 'not_possible_now', 'The demand has moved on since. Read its status.');
  if (error instanceof StoreBusy || isPassing(error))
    return new Problem(503, 'busy', 'Nothing was changed. Try again in a moment.');
  return new Problem(
    500,
    'internal_error',
    'Nothing was lost. Try again; quote the instance if it persists.',
  );
}

function requestOf(event: APIGatewayProxyEvent): ApiRequest {
  const headers = new Map(
    Object.entries(event.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value ?? undefined]),
  );
  return {
    principal: () => principalOf(event.requestContext?.authorizer),
    header: (name) => headers.get(name.toLowerCase()),
    query: (name) => event.queryStringParameters?.[name] ?? undefined,
    path: (name) => {
      const value = event.pathParameters?.[name];
      if (!value) throw new Problem(404, 'not_found', 'There is nothing at this path.');
      return value;
    },
    optionalPath: (name) => event.pathParameters?.[name] ?? undefined,
    bodyBytes: () => Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
    fullPath: event.requestContext?.path ?? event.path,
  };
}
