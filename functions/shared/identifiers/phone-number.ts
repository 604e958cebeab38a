import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/**
 * A number as E.164 writes it (`+12025550123`), from the usual ways to write one with its country code: signs between the
 * digits, `00` for the plus, a trunk zero in brackets, a `tel:` URI (RFC 3966). An extension is another line than its
 * number, so that a number with one names nobody.
 */
export function phoneForm(value: string): string | undefined {
  const plain = value
    .replace(/^tel:(?!.*;phone-context=)/is, '')
    .replace('\uff0b', '+')
    .replace(/^\((\+\d{1,3})\)/, '$1')
    .replace(/^00(?=[\s().-]?[1-9])/, '+');
  // An ISDN subaddress is another line too; no other parameter is known.
  if (/;(?!phone-context=)/i.test(plain)) return undefined;
  const number = parsePhoneNumberFromString(plain, { extract: false });
  return number?.isPossible() && number.ext === undefined ? number.number : undefined;
}
