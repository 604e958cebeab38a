import { check } from './check.ts';
import { metIf } from './verdict.ts';

/** Whether the demand names data, in words that the dictionary knows. */
export const itemsStated = check('items-stated', {
  group: 'scope',
  parameters: {},
  words: {},
  asks:
    () =>
    ({ asked: { items, areKnown } }) =>
      metIf(items.length > 0 && areKnown),
});
