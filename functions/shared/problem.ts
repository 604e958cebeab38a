import type { FieldFault } from './field-faults.ts';
import {
  codeOf,
  fill,
  type Placeholders,
  PROBLEMS,
  type ProblemCode,
  type ProblemKey,
  type ProblemValues,
} from './problems.ts';

/**
 * An answer to a caller who can do something about it (RFC 9457). Thrown by use cases and edges, mapped once.
 * `code` is stable and meant for programs; `detail` says what to do and never repeats what was sent.
 */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail: string;
  readonly faults: readonly FieldFault[];
  /** Whole seconds after which the same call can succeed. */
  retryAfter?: number;
  /** The text that was chosen of those that the code has. It stays here: it may say more than the caller is told. */
  readonly key: ProblemKey;

  constructor(
    status: number,
    code: ProblemCode,
    detail: string,
    faults: readonly FieldFault[] = [],
    key: ProblemKey = code,
  ) {
    super(code);
    this.key = key;
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.faults = faults;
  }
}

const TITLES: Record<number, string> = {
  400: 'Bad request',
  401: 'Not authenticated',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  406: 'Not acceptable',
  409: 'Conflict',
  410: 'Gone',
  413: 'Content too large',
  415: 'Unsupported media type',
  422: 'Cannot be processed',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Not available now',
  504: 'Not answered in time',
};

/** The body of an `application/problem+json` answer. */
export function problemBody(problem: Problem, requestId: string): Record<string, unknown> {
  return {
    type: `urn:due-process:problem:${problem.code}`,
    title: TITLES[problem.status] ?? 'Problem',
    status: problem.status,
    code: problem.code,
    detail: problem.detail,
    instance: `urn:request:${requestId}`,
    ...(problem.faults.length > 0 ? { faults: problem.faults } : {}),
  };
}

/** A code that the catalogue does not have: a mistake of ours, which only a cast lets through. */
export class UnknownProblem extends Error {
  override readonly name = 'UnknownProblem';
}

/**
 * A problem of the catalogue, to be thrown: `problem('too_late')`, `problem('bad_limit', { min: 1, max: 50 })`.
 * @throws UnknownProblem for a key that is not in it
 */
export function problem<K extends ProblemKey>(
  key: K,
  ...[values]: [Placeholders<(typeof PROBLEMS)[K][1]>] extends [never] ? [] : [ProblemValues<K>]
): Problem {
  return problemOf(key, [], values ?? {});
}

/** The same for one that is made of faults of fields. */
export function problemOfFaults(key: ProblemKey, faults: readonly FieldFault[]): Problem {
  return problemOf(key, faults, {});
}

/** The answer to one call too many. @param seconds until there is room for the next */
export function tooMany(seconds: number): Problem {
  return Object.assign(problem('too_many_requests.share', { seconds }), { retryAfter: seconds });
}

function problemOf(
  key: ProblemKey,
  faults: readonly FieldFault[],
  values: Readonly<Record<string, string | number>>,
): Problem {
  if (!Object.hasOwn(PROBLEMS, key)) throw new UnknownProblem(`no problem is called ${key}`);
  const [status, detail] = PROBLEMS[key];
  return new Problem(status, codeOf(key), fill(detail, values), faults, key);
}

export const notFound = () => problem('not_found');

/** Of what is there, and not for who asks: answered as what is not there. */
export const notTheirs = () => problem('not_found.theirs');
