import { type Period, parsePeriod } from '../../functions/reporting/period.ts';

/** The period of a label that is known to be one. */
export function somePeriod(label: string): Period {
  const period = parsePeriod(label);
  if (!period) throw new Error(`${label} is no period`);
  return period;
}
