import type { Demand } from '../../shared/demand.schema.ts';
import { isAfter } from '../law/calendar.ts';
import { check } from './check.ts';
import { metIf } from './verdict.ts';

/** Whether the paper's dates can be true together. */
export const datesInOrder = check('dates-in-order', {
  group: 'times',
  parameters: {},
  words: {},
  asks:
    () =>
    ({ demand: { dates, period }, service }) =>
      metIf(
        follows(dates?.issued, dates, service) &&
          follows(dates?.entered, dates, service) &&
          (period === undefined || !isAfter(period.from, period.to)),
      ),
  hadWork: (_, { demand }) => Object.keys(demand.dates ?? {}).length > 1,
});

/** Whether what can only follow the making of a paper does. */
function follows(made: string | undefined, dates: Demand['dates'], service: string): boolean {
  if (made === undefined) return true;
  if (isAfter(made, service)) return false;
  const { executeBy, firstInterception } = dates ?? {};
  if (executeBy !== undefined && isAfter(made, executeBy)) return false;
  return firstInterception === undefined || !isAfter(made, firstInterception);
}
