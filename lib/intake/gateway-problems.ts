import { ResponseType, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';

interface GatewayProblem {
  readonly type: ResponseType;
  readonly status: number;
  readonly title: string;
  readonly code: string;
  readonly detail: string;
}

const NOT_AUTHENTICATED = { status: 401, title: 'Not authenticated' };
const NOT_ALLOWED = { status: 403, title: 'Not allowed' };
const BAD_REQUEST = { status: 400, title: 'Bad request' };
const TOO_MANY = { status: 429, title: 'Too many requests' };
const INTERNAL = {
  status: 500,
  title: 'Internal error',
  code: 'internal_error',
  detail: 'Nothing was lost. Try again; quote the instance if it persists.',
};
const TIMED_OUT = {
  status: 504,
  title: 'Not answered in time',
  code: 'timeout',
  detail: 'It may have been done all the same. Read the state before you try again.',
};
const SEND_A_TOKEN = {
  ...NOT_AUTHENTICATED,
  code: 'token_missing',
  detail: 'Send a bearer token in the Authorization header.',
};
const FORBIDDEN = { ...NOT_ALLOWED, code: 'forbidden', detail: 'This token may not do this.' };
const NOT_FOUND = {
  status: 404,
  title: 'Not found',
  code: 'not_found',
  detail: 'There is nothing at this path.',
};

/** What the gateway says by itself. Functions never see these requests, so their answers are spelled here. */
export const GATEWAY_PROBLEMS: readonly GatewayProblem[] = [
  {
    type: ResponseType.DEFAULT_4XX,
    ...BAD_REQUEST,
    code: 'bad_request',
    detail: 'The request is not as it should be.',
  },
  { type: ResponseType.DEFAULT_5XX, ...INTERNAL },
  { type: ResponseType.ACCESS_DENIED, ...FORBIDDEN },
  { type: ResponseType.API_CONFIGURATION_ERROR, ...INTERNAL },
  { type: ResponseType.AUTHORIZER_CONFIGURATION_ERROR, ...INTERNAL },
  { type: ResponseType.AUTHORIZER_FAILURE, ...INTERNAL },
  {
    type: ResponseType.BAD_REQUEST_BODY,
    ...BAD_REQUEST,
    code: 'bad_request',
    detail: 'The body is not as it should be.',
  },
  {
    type: ResponseType.BAD_REQUEST_PARAMETERS,
    ...BAD_REQUEST,
    code: 'bad_request',
    detail: 'A parameter is not as it should be.',
  },
  {
    type: ResponseType.EXPIRED_TOKEN,
    ...NOT_AUTHENTICATED,
    code: 'token_expired',
    detail: 'The token has expired. Get a new one.',
  },
  { type: ResponseType.INTEGRATION_FAILURE, ...INTERNAL },
  { type: ResponseType.INTEGRATION_TIMEOUT, ...TIMED_OUT },
  { type: ResponseType.INVALID_API_KEY, ...FORBIDDEN },
  { type: ResponseType.INVALID_SIGNATURE, ...FORBIDDEN },
  // The gateway's name for a path or method that no route has.
  { type: ResponseType.MISSING_AUTHENTICATION_TOKEN, ...NOT_FOUND },
  { type: ResponseType.QUOTA_EXCEEDED, ...TOO_MANY, code: 'too_many_requests', detail: 'Try again later.' },
  {
    type: ResponseType.REQUEST_TOO_LARGE,
    status: 413,
    title: 'Content too large',
    code: 'content_too_large',
    detail: 'Send less at once. Documents go to POST /documents.',
  },
  { type: ResponseType.RESOURCE_NOT_FOUND, ...NOT_FOUND },
  {
    type: ResponseType.THROTTLED,
    ...TOO_MANY,
    code: 'too_many_requests',
    detail: 'Slow down and try again.',
  },
  { type: ResponseType.UNAUTHORIZED, ...SEND_A_TOKEN },
  {
    type: ResponseType.UNSUPPORTED_MEDIA_TYPE,
    status: 415,
    title: 'Unsupported media type',
    code: 'unsupported_media_type',
    detail: 'Send application/json.',
  },
  { type: ResponseType.WAF_FILTERED, ...FORBIDDEN },
];

const HEADERS = {
  'content-type': "'application/problem+json'",
  'cache-control': "'no-store'",
  'x-content-type-options': "'nosniff'",
};

/** Problems of the gateway's own, in the shape in which functions write theirs (RFC 9457). */
export class GatewayProblems extends Construct {
  constructor(scope: Construct, id: string, api: RestApi) {
    super(scope, id);
    for (const problem of GATEWAY_PROBLEMS)
      api.addGatewayResponse(problem.type.responseType, {
        type: problem.type,
        statusCode: String(problem.status),
        responseHeaders: HEADERS,
        templates: { 'application/json': gatewayBody(problem) },
      });
  }
}

/** The template of a body. It repeats nothing of the request but the id that the gateway gave to it. */
export function gatewayBody({ status, title, code, detail }: Omit<GatewayProblem, 'type'>): string {
  return JSON.stringify({
    type: `urn:due-process:problem:${code}`,
    title,
    status,
    code,
    detail,
    instance: 'urn:request:$context.requestId',
  });
}
