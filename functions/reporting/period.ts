/**
 * A reporting period: half-open `[from, to)` in UTC, labelled `2026-H1`, `2026-H2` or `2026` for the whole year. Any other span
 * of days is labelled by its first and by the day after its last: `2015-01-01--2015-06-01` are five months.
 */
export type Period = { label: string; cadence: Cadence; from: Date; to: Date };
export type Cadence = 'half-year' | 'year' | 'span';

const LABEL = /^(\d{4})(?:-H([12]))?$/;
const SPAN = /^(\d{4}-\d\d-\d\d)--(\d{4}-\d\d-\d\d)$/;
const FIRST_YEAR = 1970;
const LAST_YEAR = 2199;
/** Every half-year that a span touches is read for it. */
const LONGEST_YEARS = 5;
const MONTHS = { year: 12, half: 6 } as const;

/** The period of a label, or undefined where the label is none. */
export function parsePeriod(label: string): Period | undefined {
  const match = LABEL.exec(label);
  if (!match) return parseSpan(label);
  const year = Number(match[1]);
  if (year < FIRST_YEAR || year > LAST_YEAR) return undefined;
  const cadence = match[2] === undefined ? 'year' : 'half-year';
  const month = match[2] === '2' ? MONTHS.half : 0;
  const length = cadence === 'year' ? MONTHS.year : MONTHS.half;
  return {
    label,
    cadence,
    from: new Date(Date.UTC(year, month, 1)),
    to: new Date(Date.UTC(year, month + length, 1)),
  };
}

function parseSpan(label: string): Period | undefined {
  const [, first = '', end = ''] = SPAN.exec(label) ?? [];
  const [from, to] = [dayOf(first), dayOf(end)];
  if (!from || !to || from >= to) return undefined;
  const years = [from, to].map((day) => day.getUTCFullYear());
  if (years.some((year) => year < FIRST_YEAR || year > LAST_YEAR)) return undefined;
  if (to.getTime() - from.getTime() > LONGEST_YEARS * LEAP_YEAR_MS) return undefined;
  // What has a label of its own is no span: its numbers would be published twice.
  const halves = halvesBetween(from, to).map((half) => parsePeriod(half));
  const isOwn = [...halves, parsePeriod(String(years[0]))].some(
    (own) => own?.from.getTime() === from.getTime() && own.to.getTime() === to.getTime(),
  );
  return isOwn ? undefined : { label, cadence: 'span', from, to };
}

const LEAP_YEAR_MS = 366 * 86_400_000;

/** A day that there was: 30 February is none. */
function dayOf(text: string): Date | undefined {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? day : undefined;
}

function halvesBetween(from: Date, to: Date): string[] {
  const labels: string[] = [];
  const day = new Date(from);
  while (day < to) {
    labels.push(halfYearOf(day));
    day.setUTCFullYear(day.getUTCFullYear(), day.getUTCMonth() < MONTHS.half ? MONTHS.half : MONTHS.year, 1);
  }
  return labels;
}

/** Label of the half-year in which an instant lies: what a demand received then is counted in. */
export function halfYearOf(instant: string | Date): string {
  const date = new Date(instant);
  return `${date.getUTCFullYear()}-H${date.getUTCMonth() < MONTHS.half ? 1 : 2}`;
}

/** Labels of the half-years that a period is in: itself, both of a year, or all that a span touches. */
export function halfYearsIn(period: Period): string[] {
  if (period.cadence === 'span') return halvesBetween(period.from, period.to);
  return period.cadence === 'year' ? [`${period.label}-H1`, `${period.label}-H2`] : [period.label];
}

/** Labels of the other periods that share days with this one and may have bands; those of a span have none. */
export function overlapping(period: Period): string[] {
  if (period.cadence === 'span') return [];
  return period.cadence === 'year' ? halfYearsIn(period) : [String(period.from.getUTCFullYear())];
}

/** Label of the period of the same kind before this one; none of a span. */
export function periodBefore({ cadence, from }: Period): string | undefined {
  if (cadence === 'year') return String(from.getUTCFullYear() - 1);
  return cadence === 'half-year' ? halfYearOf(new Date(from.getTime() - 1)) : undefined;
}

/** The last `count` half-years that are over at an instant, newest first. */
export function closedHalfYears(at: Date, count: number): string[] {
  const current = at.getUTCFullYear() * 2 + (at.getUTCMonth() < MONTHS.half ? 0 : 1);
  return Array.from({ length: count }, (_, index) => {
    const half = current - 1 - index;
    return `${Math.floor(half / 2)}-H${(half % 2) + 1}`;
  });
}

/** The last `count` calendar years that are over at an instant, newest first. */
export function closedYears(at: Date, count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(at.getUTCFullYear() - 1 - index));
}
