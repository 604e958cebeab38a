import { type CodeOf, codeOf, fill, type Placeholders } from './problems.ts';

/** Everything that can be wrong with one field: the code, and what to do. Written as the problems are (problems.ts). */
export const FIELD_FAULTS = {
  // Its shape.
  unknown_field: 'Leave out every field but: {fields}.',
  wrong_type: 'This must be {expected} and must be present.',
  not_in_list: 'This must be one of: {values}.',
  too_big: 'At most {maximum} here.',
  too_small: 'At least {minimum} here.',
  wrong_format: 'This does not have the form that the schema asks for.',
  'wrong_format.value': 'This value is not possible here.',
  'wrong_format.blank': 'Say something here.',
  'wrong_format.forms': 'Send one of these forms, with the fields of that one alone: {forms}.',
  unsafe_text: 'Remove control characters, invisible characters, text-direction marks and broken characters.',
  'unsafe_text.joiner':
    'Remove the joiner (U+200C or U+200D) that stands where no script needs one; between letters that join and after a virama it may stay.',
  lost_letters:
    'A conversion lost letters here and left U+FFFD in their place. Send what the paper says, in UTF-8.',
  not_a_date: 'Give a date of the calendar (2026-11-23) or an instant with its zone (2026-11-23T09:00:00Z).',
  'not_a_date.zone':
    'Give a zone that there is, from -12:00 to +14:00; Z stands for UTC, and -00:00 for none.',
  not_an_instant: 'Give an instant in UTC (2026-11-23T09:00:00Z).',

  // What it says.
  unknown_country:
    'Name the country by its assigned code of ISO 3166-1, such as FR, and a part of that country.',
  unknown_instrument: 'Name an instrument of the rulebook: GET /rulebook lists them.',
  no_data: 'Name at least one item of the data dictionary.',
  unknown_data_item: 'Name items or families of the data dictionary: GET /rulebook shows it.',
  no_target: 'Name at least one specific account or identifier.',
  overbroad_identifier:
    'Name one identifier in full, without wildcards. A sign that is part of an address stands in quotes: "a*b"@example.com.',
  invalid_identifier: 'This is not the form of the type {type}.',
  'invalid_identifier.phone':
    'Write one number with + and its country code, without an extension: +1 312 555 0164.',
  'invalid_identifier.ip-address':
    'Write one address of IPv4 or IPv6 in full, without a zone, and without zeros before its numbers.',
  'invalid_identifier.ip-range':
    'Write 198.51.100.64/26, or two addresses of one family with a dash between them, the lower first.',
  instant_missing: 'Say when the address was in use; addresses change hands.',
  date_out_of_range: 'This date is too far from today to be meant.',
  'date_out_of_range.early': 'This is before what it is about.',
  date_in_future: 'This date has not come yet.',
  empty_range: 'Let the period begin before it ends.',
  document_missing: 'Upload the document by POST /documents first.',
  document_altered: 'The uploaded bytes have another SHA-256. Upload them again.',
  document_type_differs:
    'The document was uploaded under another media type. Name that one, or upload it again.',
} as const satisfies Readonly<Record<string, string>>;

type FaultKey = keyof typeof FIELD_FAULTS;
export type FaultCode = CodeOf<FaultKey>;
/** One fault of one field. `pointer` is an RFC 6901 JSON pointer; the offending value is never repeated. */
export type FieldFault<C extends FaultCode = FaultCode> = { pointer: string; code: C; detail: string };

type Wanted<K extends FaultKey> = Placeholders<(typeof FIELD_FAULTS)[K]>;

/** A fault of the catalogue at a JSON pointer: `fault('/targets', 'no_target')`. */
export function fault<K extends FaultKey>(
  pointer: string,
  key: K,
  ...[values]: [Wanted<K>] extends [never] ? [] : [Readonly<Record<Wanted<K>, string | number>>]
): FieldFault<CodeOf<K>> {
  return { pointer, code: codeOf(key), detail: fill(FIELD_FAULTS[key], values ?? {}) };
}
