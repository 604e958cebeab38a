import type * as z from 'zod/mini';
import type { ApiRequest } from './api.ts';
import { guardJsonText } from './json-guard.ts';
import { type FieldFault, Problem } from './problem.ts';

/** Largest JSON body, in bytes of UTF-8. Documents go by presigned upload. */
export const MAX_BODY_BYTES = 256 * 1024;
const MAX_FAULTS = 20;

/**
 * The request's JSON body, held against a schema.
 * @throws Problem 400, 413, 415 with the faulty fields' pointers; never with their values
 */
export function readJsonBody<T extends z.ZodMiniType>(request: ApiRequest, schema: T): z.infer<T> {
  const type = (request.header('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/json')
    throw new Problem(415, 'unsupported_media_type', 'Send the body as application/json in UTF-8.');
  const encoding = request.header('content-encoding');
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity')
    throw new Problem(415, 'unsupported_encoding', 'Send the body without Content-Encoding.');
  return parseBody(decodeBody(request), schema);
}

function decodeBody(request: ApiRequest): string {
  const bytes = request.bodyBytes();
  if (bytes.byteLength > MAX_BODY_BYTES)
    throw new Problem(
      413,
      'body_too_large',
      'Send at most 256 KiB of JSON; upload documents by POST /documents.',
    );
  if (bytes.byteLength === 0) throw new Problem(400, 'body_missing', 'Send a JSON object as the body.');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Problem(400, 'not_utf8', 'Send the body in UTF-8.');
  }
}

function parseBody<T extends z.ZodMiniType>(text: string, schema: T): z.infer<T> {
  guardJsonText(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Problem(400, 'malformed_json', 'The body is not JSON (RFC 8259). Check its syntax.');
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Problem(
    400,
    'invalid_body',
    'Correct the fields that the faults point to and send the body again.',
    faultsOf(parsed.error.issues),
  );
}

/** Zod's issues as pointers and codes. Messages of ours are codes; messages of zod are not passed on. */
export function faultsOf(issues: readonly z.core.$ZodIssue[]): FieldFault[] {
  return issues.slice(0, MAX_FAULTS).map((issue) => ({
    pointer: issue.path
      .map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`)
      .join(''),
    ...describe(issue),
  }));
}

function describe(issue: z.core.$ZodIssue): { code: string; detail: string } {
  switch (issue.code) {
    case 'unrecognized_keys':
      return { code: 'unknown_field', detail: 'Remove the fields that the schema does not have.' };
    case 'invalid_type':
      return { code: 'wrong_type', detail: `This must be ${issue.expected} and must be present.` };
    case 'invalid_value':
      return { code: 'not_in_list', detail: `This must be one of: ${issue.values.map(String).join(', ')}.` };
    case 'too_big':
      return { code: 'too_big', detail: `At most ${issue.maximum} here.` };
    case 'too_small':
      return { code: 'too_small', detail: `At least ${issue.minimum} here.` };
    case 'custom':
      return describeCustom(issue.message);
    default:
      return { code: 'wrong_format', detail: 'This does not have the form that the schema asks for.' };
  }
}

const CUSTOM: Record<string, string> = {
  unsafe_text: 'Remove control characters, text-direction marks and broken characters.',
  not_a_date: 'Give a date of the calendar (2026-11-23) or an instant with its zone (2026-11-23T09:00:00Z).',
  not_an_instant: 'Give an instant in UTC (2026-11-23T09:00:00Z).',
};

function describeCustom(message: string): { code: string; detail: string } {
  const detail = CUSTOM[message];
  return detail
    ? { code: message, detail }
    : { code: 'wrong_format', detail: 'This value is not possible here.' };
}
