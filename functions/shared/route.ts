import * as z from 'zod/mini';
import type { Role } from './principal.ts';
import type { Problem } from './problem.ts';
import type { ProblemCode } from './problems.ts';

/** One query parameter: what its text must be, and the problem that answers any other. */
export type QueryParameter = { says: string; schema: z.ZodMiniType; otherwise: () => Problem };

export type RequestHeader = { says: string; required?: boolean; pattern?: RegExp };

/**
 * One answer that is no problem: JSON of a schema, text of other media types, or, with neither, no body at all.
 * The service builds its answers and does not parse them; tests do.
 */
export type Answer = { says: string; json?: z.ZodMiniType; text?: readonly string[] };

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
  query?: Readonly<Record<string, QueryParameter>>;
  headers?: Readonly<Record<string, RequestHeader>>;
  /** A schema that takes undefined lets the body be left out; without a schema no body is read. */
  body?: z.ZodMiniType;
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
  'unknown_parameter',
  'content_too_large',
  'too_many_requests',
  'internal_error',
  'busy',
  'timeout',
] as const satisfies readonly ProblemCode[];
const OF_A_TOKEN = ['token_missing', 'token_expired', 'forbidden', 'role_required'] as const;
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
