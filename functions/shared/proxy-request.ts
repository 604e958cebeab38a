import type { APIGatewayProxyEvent } from 'aws-lambda';
import { problem } from './problem.ts';
import type { HttpRequest } from './route-request.ts';

/** Headers that count once: of two, the gateway and we might each heed another. */
const ONCE = [
  ...['Authorization', 'Acting-Role', 'Idempotency-Key', 'Filing-Signature'],
  ...['Content-Type', 'Content-Encoding'],
];

/**
 * What came through API Gateway. Of a header or parameter that is sent twice the gateway's plain maps keep the last alone,
 * which whoever stands in between need not: those that decide something are refused, and lists are joined (RFC 9110, 5.3).
 * @throws Problem 400 `duplicate_header`, `duplicate_parameter`
 */
export function requestOf(event: APIGatewayProxyEvent): Omit<HttpRequest, 'trace'> {
  const headers = headersOf(event);
  if (ONCE.some((name) => (headers.get(name.toLowerCase())?.length ?? 0) > 1))
    throw problem('duplicate_header', { headers: ONCE.join(', ') });
  return {
    authorizer: event.requestContext?.authorizer,
    header: (name) => headers.get(name.toLowerCase())?.join(', '),
    query: queryOf(event),
    path: (name) => {
      const value = event.pathParameters?.[name];
      if (!value) throw problem('not_found.path');
      return value;
    },
    bodyBytes: () => Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
    fullPath: event.requestContext?.path ?? event.path,
  };
}

/** Every value of each header; names have no case (RFC 9110, 5.1), and one may come in two spellings. */
function headersOf({ headers, multiValueHeaders }: APIGatewayProxyEvent): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const single = Object.entries(headers ?? {}).map(
    ([name, value]) => [name, value === undefined ? [] : [value]] as const,
  );
  for (const [name, values = []] of multiValueHeaders ? Object.entries(multiValueHeaders) : single)
    found.set(name.toLowerCase(), [...(found.get(name.toLowerCase()) ?? []), ...values]);
  return found;
}

function queryOf(event: APIGatewayProxyEvent): HttpRequest['query'] {
  const { queryStringParameters, multiValueQueryStringParameters } = event;
  if (Object.values(multiValueQueryStringParameters ?? {}).some((values) => (values?.length ?? 0) > 1))
    throw problem('duplicate_parameter');
  return queryStringParameters ?? {};
}
