import type * as z from 'zod/mini';
import { readJsonBody } from './json-body.ts';
import { ACTING_ROLE, type Principal, principalOf, type Role } from './principal.ts';
import { problem } from './problem.ts';
import { type QueryParameter, type Route, takesNoBody } from './route.ts';

/** A request as it came: header names in any case, a body as bytes. */
export type HttpRequest = {
  /** What the authorizer put into the request's context. */
  authorizer: unknown;
  header(name: string): string | undefined;
  query: Readonly<Record<string, string | undefined>>;
  /** A path parameter. @throws Problem 404 when the route has none of that name */
  path(name: string): string;
  bodyBytes(): Uint8Array;
  /** Path of the request as the caller knows it, with the stage where the URL has one. */
  fullPath: string;
  /** Leaves the trace of a refusal that does not end the call, as of one demand among many. */
  trace(error: unknown, demandId: string): Promise<void>;
};

type QueryOf<R> = R extends { query: infer Q extends Readonly<Record<string, QueryParameter>> }
  ? { [N in keyof Q]?: z.infer<Q[N]['schema']> }
  : Record<never, never>;

/** The roles in which somebody may call a route, or its counterpart for cleared people. */
type RolesOf<R extends Route> = R['roles'] extends readonly (infer Named extends Role)[]
  ? Named | (R extends { clearedToo: true } ? Extract<Role, `cleared-${Named}`> : never)
  : Role;

/** A request that is as its route says. */
export type RouteRequest<R extends Route> = Pick<
  HttpRequest,
  'header' | 'path' | 'fullPath' | 'bodyBytes' | 'trace'
> & {
  principal: R['roles'] extends 'public' ? undefined : Principal<RolesOf<R>>;
  query: QueryOf<R>;
  body: R extends { body: infer B extends z.ZodMiniType } ? z.infer<B> : undefined;
};

/**
 * Holds a request against its route: first who asks, then the query, then the body.
 * @throws Problem 401, 403, 400, 413, 415
 */
export function readRequest<R extends Route>(route: R, request: HttpRequest): RouteRequest<R> {
  const principal =
    route.roles === 'public'
      ? undefined
      : principalOf(request.authorizer, route.roles, request.header(ACTING_ROLE));
  const query = readQuery(route.query ?? {}, request.query);
  const { header, path, fullPath, bodyBytes, trace } = request;
  // The schemas of the route gave these their types, which the compiler cannot follow through a loop over names.
  const body = readBody(route.body, request);
  return { principal, query, body, header, path, fullPath, bodyBytes, trace } as RouteRequest<R>;
}

function readQuery(parameters: NonNullable<Route['query']>, given: HttpRequest['query']) {
  const allowed = Object.keys(parameters);
  if (Object.keys(given).some((name) => !allowed.includes(name)))
    throw allowed.length > 0
      ? problem('unknown_parameter', { allowed: allowed.join(', ') })
      : problem('unknown_parameter.none');
  const read: Record<string, unknown> = {};
  for (const [name, { schema, otherwise }] of Object.entries(parameters)) {
    if (given[name] === undefined) continue;
    const parsed = schema.safeParse(given[name]);
    if (!parsed.success) throw otherwise();
    read[name] = parsed.data;
  }
  return read;
}

function readBody(schema: z.ZodMiniType | undefined, request: HttpRequest): unknown {
  if (!schema || (takesNoBody(schema) && request.bodyBytes().byteLength === 0)) return undefined;
  return readJsonBody(request, schema);
}
