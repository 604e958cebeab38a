import type { Contribution } from '../../functions/reporting/contribution.schema.ts';
import type { Period } from '../../functions/reporting/period.ts';
import { addToTally, emptyTally, type Tally } from '../../functions/reporting/tally.ts';

/** The sums of all contributions to a period, whatever order they come in. */
export function tallyOf(contributions: Iterable<Contribution>, period: Period): Tally {
  const tally = emptyTally();
  for (const contribution of contributions) addToTally(tally, contribution, period);
  return tally;
}
