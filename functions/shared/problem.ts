/** One fault of one field. `pointer` is an RFC 6901 JSON pointer; the offending value is never repeated. */
export type FieldFault = { pointer: string; code: string; detail: string };

/**
 * An answer to a caller who can do something about it (RFC 9457). Thrown by use cases and edges, mapped once.
 * `code` is stable and meant for programs; `detail` says what to do and never repeats what was sent.
 */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly faults: readonly FieldFault[];

  constructor(status: number, code: string, detail: string, faults: readonly FieldFault[] = []) {
    super(code);
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

export const notFound = () =>
  new Problem(404, 'not_found', 'There is nothing here that this token may see. Check the id.');
