import middy from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { IllegalTransition, InconsistentState, StoreBusy } from './faults.ts';
import { isPassing } from './is-passing.ts';
import { logError, logInfo } from './logger.ts';
import { Problem, problem, problemBody } from './problem.ts';
import type { Route } from './route.ts';
import { type HttpRequest, type RouteRequest, readRequest } from './route-request.ts';
import { type RouteResponse, textOf } from './route-response.ts';

const SECURITY_HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
};

/** A route with the function that answers it. */
export type Answering = { route: Route; answer(request: HttpRequest): Promise<APIGatewayProxyResult> };

/** What a function does on a route, once role, query and body are as the route says. */
export function answering<R extends Route, const A extends RouteResponse<R>>(
  route: R,
  handle: (request: RouteRequest<R>) => Promise<A>,
): Answering {
  return {
    route,
    answer: async (request) => {
      const response = await handle(readRequest(route, request));
      const { headers, body } = textOf(response);
      return { statusCode: response.status, headers: { ...SECURITY_HEADERS, ...headers }, body };
    },
  };
}

/**
 * A Lambda handler of the routes that one function answers: maps problems to RFC 9457 and every other error to a 500 that
 * says nothing.
 */
export function apiHandler(...routes: readonly Answering[]) {
  return middy<APIGatewayProxyEvent, APIGatewayProxyResult>()
    .use({
      onError: (run) => {
        run.response = problemResponse(run.error, run.event.requestContext?.requestId ?? 'unknown');
      },
    })
    .handler(async (event) => {
      const matched = routes.find(
        ({ route }) => route.method === event.httpMethod && route.path === event.resource,
      );
      if (!matched) throw new InconsistentState('a request on a route that this function does not answer');
      return matched.answer(requestOf(event));
    });
}

function problemResponse(error: unknown, requestId: string): APIGatewayProxyResult {
  if (error instanceof Problem) logInfo('API_PROBLEM', { status: error.status, problem: error.code });
  else logError('API_FAULT', error);
  const answered = problemOf(error);
  return {
    statusCode: answered.status,
    headers: { ...SECURITY_HEADERS, 'content-type': 'application/problem+json' },
    body: JSON.stringify(problemBody(answered, requestId)),
  };
}

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof IllegalTransition) return problem('not_possible_now');
  return problem(error instanceof StoreBusy || isPassing(error) ? 'busy' : 'internal_error');
}

function requestOf(event: APIGatewayProxyEvent): HttpRequest {
  const headers = new Map(
    Object.entries(event.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value ?? undefined]),
  );
  return {
    authorizer: event.requestContext?.authorizer,
    header: (name) => headers.get(name.toLowerCase()),
    query: event.queryStringParameters ?? {},
    path: (name) => {
      const value = event.pathParameters?.[name];
      if (!value) throw problem('not_found.path');
      return value;
    },
    bodyBytes: () => Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
    fullPath: event.requestContext?.path ?? event.path,
  };
}
