const WEEK = 'sunmontuewedthufrisat';
const YEAR = 'janfebmaraprmayjunjulaugsepoctnovdec';
const AMERICAN: ReadonlyMap<string, number> = new Map(
  ['est-5', 'edt-4', 'cst-6', 'cdt-5', 'mst-7', 'mdt-6', 'pst-8', 'pdt-7'].map((zone) => [
    zone.slice(0, 3),
    60 * Number(zone.slice(3)),
  ]),
);

/** The end of the year 9999, the last of four digits. */
const LAST = 253_402_300_799_999;

/** What a token is: a word, digits, a zone's offset, a sign, or white space. Each pattern takes the whole of one. */
const [SPACE, COMMA, COLON] = [/[ \t]+/y, /,/y, /:/y];
const [THREE_LETTERS, WORD] = [/[a-z]{3}(?![a-z])/iy, /[a-z]{1,5}(?![a-z])/iy];
const [ONE_OR_TWO, TWO, TWO_TO_FOUR] = [/\d{1,2}(?!\d)/y, /\d\d(?!\d)/y, /\d{2,4}(?!\d)/y];
const OFFSET = /[+-]\d{4}(?!\d)/y;

class Tokens {
  position = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The next token, which is taken when the pattern is all of it. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const [token] = pattern.exec(this.#text) ?? [];
    this.position += token?.length ?? 0;
    return token;
  }

  space(): boolean {
    return this.take(SPACE) !== undefined;
  }

  /** Whether a date-time may end here. */
  isEnd(): boolean {
    return this.position === this.#text.length || ' \t'.includes(this.#text.charAt(this.position));
  }
}

/** The instant of a date-time of RFC 5322 (3.3 and 4.3) at the beginning of a text without comments, if there is one. */
export function dateTime(text: string): number | undefined {
  const tokens = new Tokens(text);
  tokens.space();
  const weekday = tokens.take(THREE_LETTERS)?.toLowerCase();
  if (weekday !== undefined) {
    tokens.space();
    if (tokens.take(COMMA) === undefined) return undefined;
    tokens.space();
  }
  const day = tokens.take(ONE_OR_TWO);
  tokens.space();
  const month = indexIn(YEAR, tokens.take(THREE_LETTERS));
  tokens.space();
  const year = fullYear(tokens.take(TWO_TO_FOUR));
  if (day === undefined || month === undefined || year === undefined || !tokens.space()) return undefined;
  if (Number(day) < 1 || Number(day) > daysOf(year, month)) return undefined;
  const midnight = Date.UTC(year, month, Number(day));
  // The first of January 1970 was a Thursday.
  if (weekday !== undefined && indexIn(WEEK, weekday) !== (4 + Math.floor(midnight / 86_400_000) + 7e6) % 7)
    return undefined;
  const seconds = clock(tokens);
  const zone = seconds === undefined ? undefined : minutesOf(tokens);
  if (seconds === undefined || zone === undefined || !tokens.isEnd()) return undefined;
  const at = midnight + (seconds - zone * 60) * 1000;
  return at > LAST ? undefined : at;
}

/** Seconds of the day. */
function clock(tokens: Tokens): number | undefined {
  const hour = tokens.take(TWO);
  const minute = following(tokens);
  if (hour === undefined || minute === undefined || minute === null) return undefined;
  const second = following(tokens);
  if (second === undefined || Number(hour) > 23 || minute > 59 || (second ?? 0) > 60) return undefined;
  return Number(hour) * 3600 + minute * 60 + (second ?? 0);
}

/** Two digits behind a colon; null where there is none, undefined where something else stands behind it. */
function following(tokens: Tokens): number | null | undefined {
  const before = tokens.position;
  tokens.space();
  if (tokens.take(COLON) === undefined) {
    tokens.position = before;
    return null;
  }
  tokens.space();
  const digits = tokens.take(TWO);
  return digits === undefined ? undefined : Number(digits);
}

/** How far a zone is from UTC. Zones of the military, and capitals that nobody knows, count as UTC. */
function minutesOf(tokens: Tokens): number | undefined {
  const isApart = tokens.space();
  const offset = isApart ? tokens.take(OFFSET) : undefined;
  if (offset !== undefined) {
    const minutes = Number(offset.slice(3));
    if (minutes > 59) return undefined;
    return Number(`${offset[0]}1`) * (60 * Number(offset.slice(1, 3)) + minutes);
  }
  const name = tokens.take(WORD);
  if (name === undefined) return undefined;
  const american = AMERICAN.get(name.toLowerCase());
  if (american !== undefined) return american;
  const isKnown = name.length === 1 ? !/j/i.test(name) : /^(?:ut|gmt)$/i.test(name);
  return isKnown || (name.length > 2 && name === name.toUpperCase()) ? 0 : undefined;
}

function fullYear(digits: string | undefined): number | undefined {
  if (digits === undefined) return undefined;
  const year = Number(digits);
  if (digits.length === 4) return year < 1900 ? undefined : year;
  return digits.length === 2 && year < 50 ? 2000 + year : 1900 + year;
}

function indexIn(names: string, name: string | undefined): number | undefined {
  const at = name === undefined ? -1 : names.indexOf(name.toLowerCase());
  return at < 0 || at % 3 !== 0 ? undefined : at / 3;
}

function daysOf(year: number, month: number): number {
  if (month !== 1) return [3, 5, 8, 10].includes(month) ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

const ISO = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)$/;

/** The instant that a cell is, as RFC 3339 or RFC 5322 writes it, if it is one. */
export function stampOf(cell: string): number | undefined {
  const match = ISO.exec(cell);
  if (!match) return dateTime(withoutComments(cell));
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  if (month < 1 || month > 12 || day < 1 || day > daysOf(year, month - 1)) return undefined;
  if (hour > 23 || minute > 59 || second > 60) return undefined;
  const [zone = '', fraction = ''] = [match[8], match[7]];
  const [zoneHours = 0, zoneMinutes = 0] = /^[Zz]$/.test(zone) ? [] : zone.slice(1).split(':').map(Number);
  if (zoneHours > 23 || zoneMinutes > 59) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const offset = (zoneHours * 60 + zoneMinutes) * (zone.startsWith('-') ? -60_000 : 60_000);
  const thousandths = Math.floor(Number(`0${fraction}`) * 1000 + 1e-6);
  return date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000 + thousandths - offset;
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** An instant as packages write their own; not a number where the text is none. */
export const instantOf = (text: unknown): number =>
  (typeof text === 'string' && INSTANT.test(text) ? stampOf(text) : undefined) ?? Number.NaN;

/** The text outside comments, which nest, with each comment and quoted string as one sign. */
export function withoutComments(text: string): string {
  if (!/[("]/.test(text)) return text;
  const kept: string[] = [];
  let depth = 0;
  let quoted = false;
  for (const [piece] of text.matchAll(/\\[\s\S]|["()]|[^\\"()]+|\\/g)) {
    if (depth === 0 && !quoted && piece.startsWith('\\')) {
      // Outside both, a backslash is a sign like any other, and so is what may follow it.
      kept.push('\\');
      if (piece.length === 2) [depth, quoted] = outside(piece.slice(1), kept, depth);
    } else if (quoted) quoted = piece !== '"';
    else if (depth > 0) {
      if (piece === '(') depth += 1;
      else if (piece === ')' && --depth === 0) kept.push(' ');
    } else [depth, quoted] = outside(piece, kept, depth);
  }
  return kept.join('');
}

/** Takes a piece that is in neither; answers how deep and whether quoted the text goes on. */
function outside(piece: string, kept: string[], depth: number): [number, boolean] {
  if (piece === '(') return [depth + 1, false];
  kept.push(piece);
  return [depth, piece === '"'];
}
