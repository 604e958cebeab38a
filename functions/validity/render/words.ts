const REGIONS = new Intl.DisplayNames(['en'], { type: 'region' });
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
const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** A code or member name as words: `maxPenaltyYears` and `max-penalty-years` are `max penalty years`. */
export const humanise = (code: string) =>
  code
    .replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`)
    .replaceAll('-', ' ');

export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** What a table calls a code; a code that it does not know speaks for itself. */
export const wordFor = (table: Readonly<Record<string, string>>, code: string): string =>
  (Object.hasOwn(table, code) ? table[code] : undefined) ?? humanise(code);

/** `a, b or c`. */
export function listed(words: readonly string[], last: 'and' | 'or'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

export const counted = (count: number, one: string, many = `${one}s`) =>
  `${count} ${count === 1 ? one : many}`;

export function countryName(code: string): string {
  if (Object.hasOwn(WITH_ARTICLE, code)) return WITH_ARTICLE[code] ?? code;
  return /^[A-Z]{2}$/.test(code) ? (REGIONS.of(code) ?? code) : code;
}

export const jurisdictionOf = (id: string) => id.split('/')[0] ?? id;

export function jurisdictionName(code: string): string {
  if (Object.hasOwn(JURISDICTIONS, code)) return JURISDICTIONS[code] ?? code;
  return /^[a-z]{2}$/.test(code) ? (REGIONS.of(code.toUpperCase()) ?? code) : code;
}

/** `2026-10-07` is `7 October 2026`; an instant in UTC has its time behind it. Anything else stays as it is. */
export function momentText(moment: string): string {
  const [, year, month, day, time] =
    /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?)Z)?$/.exec(moment) ?? [];
  const name = MONTHS[Number(month) - 1];
  if (year === undefined || name === undefined) return moment;
  return `${Number(day)} ${name} ${year}${time === undefined ? '' : `, ${time.replace(/^(\d{2}:\d{2}):00$/, '$1')} UTC`}`;
}
