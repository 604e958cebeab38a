import middy from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { asProblem } from './as-problem.ts';
import { clearedRoute } from './cleared-route.ts';
import { InconsistentState } from './faults.ts';
import { keepWithin, type LimitStore } from './limit.ts';
import { logError, logInfo } from './logger.ts';
import { Problem, problemBody } from './problem.ts';
import { requestOf } from './proxy-request.ts';
import type { Route } from './route.ts';
import { type HttpRequest, type RouteRequest, readRequest } from './route-request.ts';
import { bodyOf, type RouteResponse } from './route-response.ts';

const SECURITY_HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
};

/** A route with the function that answers it. */
export type Answering = { route: Route; answer(request: HttpRequest): Promise<APIGatewayProxyResult> };

type Counter<R extends Route> = { limits: LimitStore; isEmergency?: (request: RouteRequest<R>) => boolean };

/** What the limits of a route are counted with; a route without limits takes none. */
type Counting<R extends Route> = R extends { limits: { emergencies: unknown } }
  ? [counting: Required<Counter<R>>]
  : R extends { limits: object }
    ? [counting: { limits: LimitStore }]
    : [];

/**
 * What a function does on a route, once role, query and body are as the route says and its limits leave room; and on its
 * counterpart for cleared people, where it has one. Which of them a function answers, its infrastructure says.
 */
export function answering<R extends Route, const A extends RouteResponse<R>>(
  route: R,
  handle: (request: RouteRequest<R>) => Promise<A>,
  ...counters: Counting<R>
): Answering[] {
  const given: readonly Counter<R>[] = counters;
  const on = (stated: R): Answering => ({
    route: stated,
    answer: async (request) => {
      const asked = readRequest(stated, request);
      await count(stated, asked, given[0]);
      const response = await handle(asked);
      const { headers, ...body } = bodyOf(response);
      return { statusCode: response.status, headers: { ...SECURITY_HEADERS, ...headers }, ...body };
    },
  });
  return route.clearedToo ? [on(route), on(clearedRoute(route))] : [on(route)];
}

async function count<R extends Route>(
  route: R,
  asked: RouteRequest<R>,
  counter: Counter<R> | undefined,
): Promise<void> {
  if (!route.limits || !counter || !asked.principal) return;
  const isEmergency = counter.isEmergency?.(asked) ?? false;
  const call = { route: `${route.method} ${route.path}`, principal: asked.principal, isEmergency };
  await keepWithin(route.limits, call, counter.limits);
}

/** A Lambda handler of routes for everyone, where nobody is known. */
export const publicApiHandler = (...answered: readonly Answering[][]) =>
  handlerOf(answered.flat(), async () => {});

/**
 * A Lambda handler of the routes that one function answers: maps problems to RFC 9457 and every other error to a 500 that
 * says nothing. `trace` hears of each.
 */
export function handlerOf(
  routes: readonly Answering[],
  trace: (error: unknown, event: APIGatewayProxyEvent) => Promise<void>,
) {
  return middy<APIGatewayProxyEvent, APIGatewayProxyResult>()
    .use({
      onError: async (run) => {
        await trace(run.error, run.event);
        run.response = problemResponse(run.error, run.event.requestContext?.requestId ?? 'unknown');
      },
    })
    .handler(async (event) => {
      const matched = routes.find(
        ({ route }) => route.method === event.httpMethod && route.path === event.resource,
      );
      if (!matched) throw new InconsistentState('a request on a route that this function does not answer');
      return matched.answer({
        ...requestOf(event),
        trace: (error, demandId) => trace(error, ofOne(event, demandId)),
      });
    });
}

/** The event of a call that is about many demands, as if it were about one of them; each has a name of its own. */
const ofOne = (event: APIGatewayProxyEvent, id: string): APIGatewayProxyEvent => ({
  ...event,
  pathParameters: { id },
  requestContext: { ...event.requestContext, requestId: `${event.requestContext?.requestId}/${id}` },
});

function problemResponse(error: unknown, requestId: string): APIGatewayProxyResult {
  if (error instanceof Problem) logInfo('API_PROBLEM', { status: error.status, problem: error.code });
  else logError('API_FAULT', error);
  const answered = asProblem(error);
  return {
    statusCode: answered.status,
    headers: {
      ...SECURITY_HEADERS,
      'content-type': 'application/problem+json',
      ...(answered.retryAfter ? { 'retry-after': String(answered.retryAfter) } : {}),
    },
    body: JSON.stringify(problemBody(answered, requestId)),
  };
}
