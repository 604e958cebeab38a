import { check } from './check.ts';
import { metIf } from './verdict.ts';

/** Whether the demand names anybody. */
export const targetsStated = check('targets-stated', {
  group: 'scope',
  parameters: {},
  words: {},
  asks:
    () =>
    ({ demand }) =>
      metIf(demand.targets.length > 0),
});
