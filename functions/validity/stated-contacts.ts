import { domainToUnicode } from 'node:url';
import { findPhoneNumbersInText, isSupportedCountry } from 'libphonenumber-js/min';
import type { Demand } from '../shared/demand.schema.ts';
import { phoneForm } from '../shared/identifiers/phone-number.ts';

/** Labels with dots between them, in any script. */
const DOMAIN = /[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]*[\p{L}\p{N}\p{M}])?(?:\.[\p{L}\p{N}\p{M}-]+)+/gu;

/** Domains that a demand states, in small letters and U-labels: whoever forged it wants to be answered there. */
export const statedDomains = (demand: Demand): string[] => [
  ...new Set(
    textsOf(demand).flatMap((text) =>
      (text.normalize('NFC').match(DOMAIN) ?? []).map((domain) => {
        const small = domain.toLowerCase().replace(/-+$/, '');
        return domainToUnicode(small) || small;
      }),
    ),
  ),
];

/** Telephone numbers that it states, but for those that it asks about. Without a country code they are of its country. */
export function statedNumbers(demand: Demand): string[] {
  const { country } = demand.authority;
  const of = isSupportedCountry(country) ? { defaultCountry: country } : {};
  const asked = new Set(demand.targets.map(({ value }) => phoneForm(value)));
  const stated = textsOf(demand).flatMap((text) =>
    findPhoneNumbersInText(text, of).map(({ number }) => number.number as string),
  );
  return [...new Set(stated)].filter((number) => !asked.has(number));
}

/** All that it says in words of its own, without the identifiers that it is about. */
function textsOf({ targets: _asked, documents, ...rest }: Demand): string[] {
  return [...stringsIn(rest), ...(documents ?? []).map(({ title }) => title)];
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
