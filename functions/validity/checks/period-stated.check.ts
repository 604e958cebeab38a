import { check } from './check.ts';
import { metIf } from './verdict.ts';

/** Whether the paper says which time it is about. */
export const periodStated = check('period-stated', {
  group: 'times',
  parameters: {},
  words: {},
  asks:
    () =>
    ({ demand }) =>
      metIf(demand.period !== undefined),
});
