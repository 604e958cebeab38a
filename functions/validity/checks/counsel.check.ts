import { check } from './check.ts';
import { FAILED } from './verdict.ts';

/** What only a person can answer: it is never met by itself. */
export const counsel = check('counsel', {
  group: 'person',
  parameters: {},
  words: {},
  asks: () => () => FAILED,
});
