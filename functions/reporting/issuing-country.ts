import { COUNTRIES } from '../shared/countries.ts';

/** ISO 3166-1 leaves it to users: here, a code that is none. */
export const UNKNOWN_COUNTRY = 'ZZ';

/** Codes that are reserved for a country which has another, as agents wrote them before there was a register. */
const OTHERWISE: Readonly<Record<string, string>> = { UK: 'GB', EL: 'GR' };

/** The country that a demand is counted under. One of a code that is none is counted as unknown, and never dropped. */
export function issuingCountry(code: string): string {
  const country = OTHERWISE[code] ?? code;
  return COUNTRIES.has(country) ? country : UNKNOWN_COUNTRY;
}
