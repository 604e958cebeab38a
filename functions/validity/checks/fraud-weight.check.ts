import * as z from 'zod/mini';
import { marksOf, weightOf } from '../law/mark-law.ts';
import { check } from './check.ts';
import { metIf } from './verdict.ts';

/** What the marks of a forgery weigh that people and machines found together. */
export const fraudWeight = check('fraud-weight', {
  group: 'genuine',
  parameters: { below: z.enum(['hold', 'refuse']) },
  words: {
    below: {
      label: 'Not met from',
      say: (threshold) =>
        threshold === 'hold' ? 'the weight that holds a demand' : 'the weight that no call settles',
    },
  },
  asks: ({ below }, { marks }) => {
    const threshold = marks[below];
    return ({ circumstances }) => metIf(weightOf(marksOf(circumstances), marks) < threshold);
  },
  hadWork: (_, { circumstances }) => circumstances !== undefined && marksOf(circumstances).length > 0,
});
