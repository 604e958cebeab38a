import { MIMEType } from 'node:util';
import type * as z from 'zod/mini';
import { type FieldFault, fault } from './field-faults.ts';
import { guardJsonText } from './json-guard.ts';
import { hasStrangeZone } from './moment.schema.ts';
import { problem, problemOfFaults } from './problem.ts';

/** Largest JSON body, in bytes of UTF-8. Documents go by presigned upload. */
export const MAX_BODY_BYTES = 256 * 1024;
const MAX_FAULTS = 20;

type JsonRequest = { header(name: string): string | undefined; bodyBytes(): Uint8Array };

/**
 * The request's JSON body, held against a schema.
 * @throws Problem 400, 413, 415 with the faulty fields' pointers; never with their values
 */
export function readJsonBody<T extends z.ZodMiniType>(request: JsonRequest, schema: T): z.infer<T> {
  if (!isJsonInUtf8(request.header('content-type') ?? '')) throw problem('unsupported_media_type');
  const encoding = request.header('content-encoding');
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') throw problem('unsupported_encoding');
  return parseBody(decodeBody(request.bodyBytes()), schema);
}

const QUOTED = /"(?:[^"\\]|\\.)*"/g;

/** JSON has no other encoding (RFC 8259, 8.1); bytes that are said to be in another would be read as what they are not. */
function isJsonInUtf8(contentType: string): boolean {
  // Of a parameter that is said twice the parser takes the first, and others may take the last.
  if ((contentType.replaceAll(QUOTED, '""').match(/charset[\s*\d]*=/gi) ?? []).length > 1) return false;
  try {
    const { essence, params } = new MIMEType(contentType);
    const charset = params.get('charset')?.toLowerCase() ?? 'utf-8';
    return essence === 'application/json' && (charset === 'utf-8' || charset === 'utf8');
  } catch {
    return false;
  }
}

/** Byte order marks of UTF-8 and UTF-16: JSON has none (RFC 8259, 8.1). */
const MARKS = [
  [0xef, 0xbb, 0xbf],
  [0xff, 0xfe],
  [0xfe, 0xff],
];

function decodeBody(bytes: Uint8Array): string {
  if (bytes.byteLength > MAX_BODY_BYTES) throw problem('body_too_large');
  if (bytes.byteLength === 0) throw problem('body_missing');
  if (MARKS.some((mark) => mark.every((byte, index) => bytes[index] === byte)))
    throw problem('not_utf8.mark');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw problem('not_utf8');
  }
}

function parseBody<T extends z.ZodMiniType>(text: string, schema: T): z.infer<T> {
  guardJsonText(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw problem('malformed_json');
  }
  const parsed = schema.safeParse(value, { error: nameFields });
  if (!parsed.success) throw problemOfFaults('invalid_body', faultsOf(parsed.error.issues));
  const strange = strangeTexts(parsed.data);
  if (strange.length > 0) throw problemOfFaults('invalid_body', strange.slice(0, MAX_FAULTS));
  return parsed.data;
}

/**
 * What no text that is sent may be, though one that was stored may: letters that a decoder lost (it puts U+FFFD where it
 * could not read what stood there), and instants in a zone that nobody has.
 */
function strangeTexts(value: unknown, path: readonly PropertyKey[] = []): FieldFault[] {
  if (typeof value === 'string') {
    if (value.includes('\ufffd')) return [fault(pointerOf(path), 'lost_letters')];
    return hasStrangeZone(value) ? [fault(pointerOf(path), 'not_a_date.zone')] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => strangeTexts(one, [...path, name]));
}

type Inst = z.core.$ZodRawIssue['inst'];

/**
 * Lets the issue of a field that an object does not have say which ones it has, and that of what has none of several forms which
 * those are; what was sent is never repeated.
 */
const nameFields: z.core.$ZodErrorMap = ({ code, inst }) => {
  if (code === 'unrecognized_keys') return fieldsOf(inst);
  if (code !== 'invalid_union' || !isUnion(inst)) return undefined;
  const forms = inst._zod.def.options.map((option) => fieldsOf(option as Inst));
  return forms.every((form) => form !== undefined)
    ? forms.map((form) => `{${form}}`).join(' or ')
    : undefined;
};

const fieldsOf = (inst: Inst): string | undefined =>
  isObject(inst) ? Object.keys(inst._zod.def.shape).join(', ') : undefined;
const isObject = (inst: Inst): inst is z.core.$ZodObject => inst !== undefined && 'shape' in inst._zod.def;
const isUnion = (inst: Inst): inst is z.core.$ZodUnion => inst !== undefined && 'options' in inst._zod.def;

/** Zod's issues as pointers and codes. Messages of ours are codes; messages of zod are not passed on. */
function faultsOf(issues: readonly z.core.$ZodIssue[]): FieldFault[] {
  return issues.flatMap((issue) => ofForm(issue)).slice(0, MAX_FAULTS);
}

/** What is wrong with what has one of several forms: by the one form that has all of its fields, if there is one. */
function ofForm(issue: z.core.$ZodIssue): FieldFault[] {
  const pointer = pointerOf(issue.path);
  if (issue.code !== 'invalid_union') return [faultOf(pointer, issue)];
  const near = issue.errors.filter((form) => form.every(({ path }) => path.length > 0));
  const [form] = near;
  if (form && near.length === 1)
    return faultsOf(form).map((one) => ({ ...one, pointer: pointer + one.pointer }));
  return [
    issue.message.startsWith('{')
      ? fault(pointer, 'wrong_format.forms', { forms: issue.message })
      : fault(pointer, 'wrong_format'),
  ];
}

const pointerOf = (path: readonly PropertyKey[]) =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

function faultOf(pointer: string, issue: z.core.$ZodIssue): FieldFault {
  switch (issue.code) {
    case 'unrecognized_keys':
      return fault(pointer, 'unknown_field', { fields: issue.message });
    case 'invalid_type':
      return fault(pointer, 'wrong_type', { expected: issue.expected });
    case 'invalid_value':
      return fault(pointer, 'not_in_list', { values: issue.values.map(String).join(', ') });
    case 'too_big':
      return fault(pointer, 'too_big', { maximum: String(issue.maximum) });
    case 'too_small':
      return fault(pointer, 'too_small', { minimum: String(issue.minimum) });
    case 'custom':
      return fault(pointer, OURS.find((code) => code === issue.message) ?? 'wrong_format.value');
    default:
      return fault(pointer, 'wrong_format');
  }
}

/** Messages that schemas of ours give to their own checks. */
const OURS = [
  ...(['unsafe_text', 'unsafe_text.joiner', 'not_a_date', 'not_an_instant'] as const),
  'wrong_format.blank',
] as const;
