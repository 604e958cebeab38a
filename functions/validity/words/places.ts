const WITH_ARTICLE: Record<string, string> = {
  US: 'the United States',
  GB: 'the United Kingdom',
  NL: 'the Netherlands',
};
const JURISDICTIONS: Record<string, string> = {
  uk: 'United Kingdom',
  eu: 'European Union',
  xx: 'Any other country',
};

let regions: Intl.DisplayNames | undefined;

/** The table is made when a place is first named: what only decides never names one. */
function regionName(code: string): string {
  regions ??= new Intl.DisplayNames(['en'], { type: 'region' });
  return regions.of(code) ?? code;
}

export function countryName(code: string): string {
  if (Object.hasOwn(WITH_ARTICLE, code)) return WITH_ARTICLE[code] ?? code;
  return /^[A-Z]{2}$/.test(code) ? regionName(code) : code;
}

export const jurisdictionOf = (id: string) => id.split('/')[0] ?? id;

export function jurisdictionName(code: string): string {
  if (Object.hasOwn(JURISDICTIONS, code)) return JURISDICTIONS[code] ?? code;
  return /^[a-z]{2}$/.test(code) ? regionName(code.toUpperCase()) : code;
}
