import * as z from 'zod/mini';
import type { Role } from './principal.ts';
import type { Problem } from './problem.ts';
import type { ProblemCode } from './problems.ts';

/** One query parameter: what its text must be, and the problem that answers any other. */
export type QueryParameter = { says: string; schema: z.ZodMiniType; otherwise: () => Problem };

export type RequestHeader = { says: string; required?: boolean; pattern?: RegExp };

/**
 * One answer that is no problem: JSON of a schema, text or bytes of other media types, or, with none, no body at all.
 * The service builds its answers and does not parse them; tests do.
 */
export type Answer = {
  says: string;
  json?: z.ZodMiniType;
  text?: readonly string[];
  /** The gateway must know these types as binary: lib/intake/front-door.ts. */
  bytes?: readonly string[];
};

/** Calls of one person, or of everyone who acts for one authority: `burst` at once, and `perHour` in the long run. */
export type Limit = { by: 'person' | 'authority'; burst: number; perHour: number };

/** What a route's callers may do before it asks them to wait. `emergencies` are a share apart, which no other call uses. */
export type Limits = { calls: readonly Limit[]; emergencies?: readonly Limit[] };

/**
 * A route as its `<verb>.route.ts` states it. The function checks roles, query and body by it, infrastructure makes the
 * method of it, and docs/openapi.json tells of it: it imports schemas and nothing heavier.
 */
export type Route = {
  method: 'GET' | 'POST';
  path: `/${string}`;
  /** Who may call it; `public` needs no token. */
  roles: 'public' | readonly [Role, ...Role[]];
  summary: string;
  /** Whether it is there once more for demands that only cleared people may know of (cleared-route.ts). */
  clearedToo?: true;
  query?: Readonly<Record<string, QueryParameter>>;
  headers?: Readonly<Record<string, RequestHeader>>;
  /** A schema that takes undefined lets the body be left out; without a schema no body is read. */
  body?: z.ZodMiniType;
  /** Counted once the caller and the request are as they must be. Without them, the gateway's own throttle is all. */
  limits?: Limits;
  /** By status. */
  answers: Readonly<Record<number, Answer>>;
  /** What it may answer beside the problems that every route has. */
  problems: readonly ProblemCode[];
};

/** A route that nobody was named for: it would be open to everyone, or to no one. */
export class RouteWithoutRoles extends Error {
  override readonly name = 'RouteWithoutRoles';
}

/**
 * States a route. One that names no roles does not compile.
 * @throws RouteWithoutRoles where a cast let it
 */
export function route<const R extends Route>(stated: R): R {
  if (!stated.roles || stated.roles.length === 0)
    throw new RouteWithoutRoles(`${stated.method} ${stated.path} names no roles, nor says that it is public`);
  return stated;
}

/** A whole number of at most sixteen digits, written without sign, point or exponent. */
export const wholeNumber = (min: number, max: number) =>
  z.pipe(
    z.pipe(z.string().check(z.regex(/^\d{1,16}$/)), z.transform(Number)),
    z.int().check(z.minimum(min), z.maximum(max)),
  );

export const isPublic = ({ roles }: Route) => roles === 'public';

/** Whether the body may be left out. */
export const takesNoBody = (body: z.ZodMiniType) => body.safeParse(undefined).success;

const OF_EVERY_ROUTE = [
  'bad_request',
  'duplicate_header',
  'unknown_parameter',
  'duplicate_parameter',
  'duplicate_header',
  'content_too_large',
  'too_many_requests',
  'internal_error',
  'busy',
  'timeout',
] as const satisfies readonly ProblemCode[];
const OF_A_TOKEN = [
  'token_missing',
  'token_expired',
  'forbidden',
  'role_required',
  'acting_role_required',
  'unknown_role',
  'role_not_held',
  'agents_token',
] as const satisfies readonly ProblemCode[];
const OF_A_BODY = [
  'malformed_json',
  'not_utf8',
  'too_deep',
  'duplicate_key',
  'forbidden_key',
  'number_out_of_range',
  'invalid_body',
  'body_too_large',
  'unsupported_media_type',
  'unsupported_encoding',
] as const satisfies readonly ProblemCode[];

/** Every problem that a route may answer. */
export function problemsOf(stated: Route): readonly ProblemCode[] {
  const { body, query, problems } = stated;
  return [
    ...OF_EVERY_ROUTE,
    ...(isPublic(stated) ? [] : OF_A_TOKEN),
    ...(body ? OF_A_BODY : []),
    ...(body && !takesNoBody(body) ? (['body_missing'] as const) : []),
    ...Object.values(query ?? {}).map(({ otherwise }) => otherwise().code),
    ...problems,
  ];
}
