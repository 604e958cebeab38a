import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';

/**
 * What is written of every call. The route instead of the path, which has ids in it; no query string; no subject,
 * which the ledger keeps with the act; and no source address: the public may read reports and the rulebook unobserved,
 * and who misuses a token is found by its subject.
 */
export const ACCESS_LOG_FORMAT = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    extendedRequestId: '$context.extendedRequestId',
    at: '$context.requestTimeEpoch',
    method: '$context.httpMethod',
    route: '$context.resourcePath',
    status: '$context.status',
    answeredBy: '$context.error.responseType',
    milliseconds: '$context.responseLatency',
    bytes: '$context.responseLength',
  }),
);
