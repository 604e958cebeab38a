const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Hours from UTC of the zones that RFC 5322 (4.3) names. */
const ZONES: Record<string, number> = {
  est: -5,
  edt: -4,
  cst: -6,
  cdt: -5,
  mst: -7,
  mdt: -6,
  pst: -8,
  pdt: -7,
};
const MINUTE_MS = 60_000;
/** ISO 8601 writes no years of five digits. */
const YEAR_10000 = Date.UTC(10_000, 0);

/** White space is single spaces by now. Digits need one between year and hour, and a numeric zone has one before it. */
const DATE_TIME = new RegExp(
  `^ ?(?:(${DAYS.join('|')}) ?, ?)?(\\d{1,2}) ?(${MONTHS.join('|')}) ?(\\d{2,4}) ` +
    '(\\d{2}) ?: ?(\\d{2})(?: ?: ?(\\d{2}))?(?: ([+-]\\d{4})| ?([a-z]{1,5}))(?= |$)',
  'i',
);

/**
 * The instant of a date-time of RFC 5322 (3.3, obsolete forms of 4.3 too) at the beginning of a text without comments;
 * undefined when there is none, or one that no calendar has. What comes after a space behind it is not looked at.
 */
export function mailDate(text: string): number | undefined {
  const match = DATE_TIME.exec(text.replaceAll(/[ \t]+/g, ' '));
  if (!match) return undefined;
  const [
    ,
    dayName,
    day = '',
    monthName = '',
    years = '',
    hour = '',
    minute = '',
    second = '0',
    offset,
    name,
  ] = match;
  const [year, month] = [yearOf(years), MONTHS.indexOf(monthName.toLowerCase())];
  const zone = offset === undefined ? namedZone(name ?? '') : numericZone(offset);
  if (zone === undefined || year < 1900) return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return undefined;
  const midnight = new Date(Date.UTC(year, month, Number(day)));
  if (midnight.getUTCMonth() !== month || Number(day) === 0) return undefined;
  if (dayName !== undefined && DAYS[midnight.getUTCDay()] !== dayName.toLowerCase()) return undefined;
  const local = Date.UTC(year, month, Number(day), Number(hour), Number(minute), Number(second));
  const at = local - zone * MINUTE_MS;
  return at < YEAR_10000 ? at : undefined;
}

/** Two digits are of 1950 to 2049, three are counted from 1900. */
function yearOf(digits: string): number {
  const year = Number(digits);
  if (digits.length === 4) return year;
  return year + (digits.length === 2 && year < 50 ? 2000 : 1900);
}

/** Minutes. */
function numericZone(offset: string): number | undefined {
  const [hours, minutes] = [Number(offset.slice(1, 3)), Number(offset.slice(3))];
  return minutes > 59 ? undefined : (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

/** Minutes. Letters of the military and names that are not known say nothing, and count as UTC (4.3). */
function namedZone(name: string): number | undefined {
  const hours = ZONES[name.toLowerCase()];
  if (hours !== undefined) return hours * 60;
  return /^(?:[a-ik-z]|ut|gmt)$/i.test(name) || /^[A-Z]{3,5}$/.test(name) ? 0 : undefined;
}
