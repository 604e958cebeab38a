import { isObject, type Json } from '../template/json.ts';
import type { HttpReply } from './gateway-response.ts';
import { type ApiRequest, headerOf, isBinary } from './proxy-event.ts';
import type { RestApi } from './rest-api.ts';

const scalar = (value: Json): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;

/**
 * What an integration's answer becomes. Undefined when it is not the shape that the gateway takes, which is a 502.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format
 */
export function proxyResponse(api: RestApi, request: ApiRequest, answer: Json): HttpReply | undefined {
  if (!isObject(answer)) return undefined;
  const { statusCode, headers = {}, multiValueHeaders = {}, body = '', isBase64Encoded = false } = answer;
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 200 || status > 599) return undefined;
  if (!isObject(headers ?? {}) || !isObject(multiValueHeaders ?? {})) return undefined;
  if (body !== null && typeof body !== 'string') return undefined;
  const out: Record<string, string | string[]> = { 'content-type': 'application/json' };
  for (const [name, value] of Object.entries(isObject(headers) ? headers : {})) {
    const text = scalar(value);
    if (text === undefined) return undefined;
    out[name.toLowerCase()] = text;
  }
  for (const [name, values] of Object.entries(isObject(multiValueHeaders) ? multiValueHeaders : {})) {
    if (!Array.isArray(values)) return undefined;
    const listed = values.map(scalar).filter((value) => value !== undefined);
    out[name.toLowerCase()] = listed.length === 1 ? (listed[0] ?? '') : listed;
  }
  // Bytes leave as bytes when the caller accepts a type that the API calls binary.
  const decode = isBase64Encoded === true && isBinary(api, headerOf(request, 'accept') ?? '*/*');
  return { status, headers: out, body: decode ? Buffer.from(body ?? '', 'base64') : (body ?? '') };
}
