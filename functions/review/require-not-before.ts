import { endOf } from '../shared/calendar.ts';
import { fault } from '../shared/field-faults.ts';
import { problemOfFaults } from '../shared/problem.ts';

/** A bare date begins earlier in the east, and ends later in the west. */
const SKEW_MS = 14 * 3_600_000;

/**
 * Nothing is decided before it was brought, or prolonged before it was asked for.
 * @throws Problem 422
 */
export function requireNotBefore(field: string, moment: string, earlier: string): void {
  if (endOf(moment) + SKEW_MS <= Date.parse(earlier))
    throw problemOfFaults('date_out_of_range', [fault(field, 'date_out_of_range.early')]);
}
