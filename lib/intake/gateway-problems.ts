import { ResponseType, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import { problem, problemBody } from '../../functions/shared/problem.ts';

/** What the gateway says by itself, of functions that never see these requests: problems of the catalogue by its types. */
const GATEWAY_PROBLEMS = [
  [ResponseType.DEFAULT_4XX, problem('bad_request')],
  [ResponseType.DEFAULT_5XX, problem('internal_error')],
  [ResponseType.ACCESS_DENIED, problem('forbidden')],
  [ResponseType.API_CONFIGURATION_ERROR, problem('internal_error')],
  [ResponseType.AUTHORIZER_CONFIGURATION_ERROR, problem('internal_error')],
  // It gives no verdict where the issuer's keys cannot be had now.
  [ResponseType.AUTHORIZER_FAILURE, problem('busy')],
  [ResponseType.BAD_REQUEST_BODY, problem('bad_request.body')],
  [ResponseType.BAD_REQUEST_PARAMETERS, problem('bad_request.parameters')],
  [ResponseType.EXPIRED_TOKEN, problem('token_expired')],
  [ResponseType.INTEGRATION_FAILURE, problem('internal_error')],
  [ResponseType.INTEGRATION_TIMEOUT, problem('timeout')],
  [ResponseType.INVALID_API_KEY, problem('forbidden')],
  [ResponseType.INVALID_SIGNATURE, problem('forbidden')],
  // The gateway's name for a path or method that no route has.
  [ResponseType.MISSING_AUTHENTICATION_TOKEN, problem('not_found.path')],
  [ResponseType.QUOTA_EXCEEDED, problem('too_many_requests.quota')],
  [ResponseType.REQUEST_TOO_LARGE, problem('content_too_large')],
  [ResponseType.RESOURCE_NOT_FOUND, problem('not_found.path')],
  [ResponseType.THROTTLED, problem('too_many_requests')],
  [ResponseType.UNAUTHORIZED, problem('token_missing')],
  [ResponseType.UNSUPPORTED_MEDIA_TYPE, problem('unsupported_media_type.gateway')],
  [ResponseType.WAF_FILTERED, problem('forbidden')],
] as const;

const HEADERS = {
  'content-type': "'application/problem+json'",
  'cache-control': "'no-store'",
  'x-content-type-options': "'nosniff'",
};

/** The gateway's buckets give more than one call back in a second; keys that could not be had are asked for at the next call. */
const SOON = { 'retry-after': "'1'" };
const PASSING: readonly ResponseType[] = [ResponseType.THROTTLED, ResponseType.AUTHORIZER_FAILURE];

/** Problems of the gateway's own, in the shape in which functions write theirs (RFC 9457). */
export class GatewayProblems extends Construct {
  constructor(scope: Construct, id: string, api: RestApi) {
    super(scope, id);
    for (const [type, answered] of GATEWAY_PROBLEMS)
      api.addGatewayResponse(type.responseType, {
        type,
        statusCode: String(answered.status),
        responseHeaders: { ...HEADERS, ...(PASSING.includes(type) ? SOON : {}) },
        // It repeats nothing of the request but the id that the gateway gave to it.
        templates: { 'application/json': JSON.stringify(problemBody(answered, '$context.requestId')) },
      });
  }
}
