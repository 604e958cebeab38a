import * as z from 'zod/mini';
import { check } from './check.ts';
import { metIf } from './verdict.ts';

/** How often a duty to keep data was renewed. */
export const renewalNumber = check('renewal-number', {
  group: 'keeping',
  parameters: { atMost: z.int() },
  words: { atMost: { label: 'Renewals', say: (times) => `at most ${times}` } },
  asks:
    ({ atMost }) =>
    ({ demand: { extension } }) =>
      metIf(extension === undefined || extension.number <= atMost),
  hadWork: (_, { demand }) => demand.extension !== undefined,
});
