/** A reporting period: half-open `[from, to)` in UTC, labelled `2026-H1`, `2026-H2` or `2026` for the whole year. */
export type Period = { label: string; cadence: Cadence; from: Date; to: Date };
export type Cadence = 'half-year' | 'year';

const LABEL = /^(\d{4})(?:-H([12]))?$/;
const FIRST_YEAR = 1970;
const LAST_YEAR = 2199;
const MONTHS = { year: 12, half: 6 } as const;

/** The period of a label, or undefined where the label is none. */
export function parsePeriod(label: string): Period | undefined {
  const match = LABEL.exec(label);
  if (!match) return undefined;
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

/** Label of the half-year in which an instant lies: what a demand received then is counted in. */
export function halfYearOf(instant: string | Date): string {
  const date = new Date(instant);
  return `${date.getUTCFullYear()}-H${date.getUTCMonth() < MONTHS.half ? 1 : 2}`;
}

/** Labels of the half-years that make up a period: itself, or both of a year. */
export function halfYearsIn(period: Period): string[] {
  return period.cadence === 'year' ? [`${period.label}-H1`, `${period.label}-H2`] : [period.label];
}

/** Labels of the other periods that share days with this one. */
export function overlapping(period: Period): string[] {
  return period.cadence === 'year' ? halfYearsIn(period) : [String(period.from.getUTCFullYear())];
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
