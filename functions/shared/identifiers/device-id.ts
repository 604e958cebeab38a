import { opaqueForm } from './opaque-id.ts';

/** EUI-48 and EUI-64, in pairs with colons or dashes, or in fours with dots. */
const MAC = /^[0-9a-f]{2}([:-])[0-9a-f]{2}(?:\1[0-9a-f]{2}){4}(?:\1[0-9a-f]{2}\1[0-9a-f]{2})?$/i;
const MAC_IN_FOURS = /^[0-9a-f]{4}(?:\.[0-9a-f]{4}){2,3}$/i;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
/** An IMEI, with or without its check digit, or with the version of its software, in the groups of 3GPP TS 23.003. */
const IMEI_IN_GROUPS = /^\d{2}([ -])\d{6}\1\d{6}(?:\1\d{1,2})?$/;
const IMEI_NAME = /^IMEI(?:: ?|[ -])?/i;

/** Devices are named by addresses, numbers and what makers invent; only what is surely one of the first is rewritten. */
export function deviceForm(value: string): string | undefined {
  if (MAC.test(value) || MAC_IN_FOURS.test(value))
    return value
      .toLowerCase()
      .match(/[0-9a-f]{2}/g)
      ?.join(':');
  // As a URN (RFC 9562), or in braces.
  const uuid = value.replace(/^urn:uuid:(?!\{)/i, '').replace(/^\{(.*)\}$/, '$1');
  if (UUID.test(uuid)) return uuid.toLowerCase();
  return imeiForm(value) ?? opaqueForm(value, 4);
}

/** Another spelling of what may be an address of hardware, and may as well be a maker's own number: without signs. */
export const asHardwareAddress = (value: string): string | undefined =>
  /^[0-9a-f]{12}$/i.test(value) ? deviceForm(value.match(/../g)?.join(':') ?? '') : undefined;

/** Its digits, with the check digit where the paper left it out; undefined for what is not surely an IMEI. */
function imeiForm(value: string): string | undefined {
  const number = value.replace(IMEI_NAME, '');
  const isNamed = number !== value && /^\d{14,15}$/.test(number);
  if (!isNamed && !IMEI_IN_GROUPS.test(number)) return undefined;
  const digits = number.replace(/\D/g, '');
  return digits.length === 14 ? `${digits}${checkDigit(digits)}` : digits;
}

/** Luhn's, as 3GPP TS 23.003 (annex B) has it. */
function checkDigit(digits: string): number {
  const sum = [...digits].reduce((all, digit, index) => {
    const weighed = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return all + (weighed > 9 ? weighed - 9 : weighed);
  }, 0);
  return (10 - (sum % 10)) % 10;
}
