import * as z from 'zod/mini';
import { marksOf, weightOf } from '../law/mark-law.ts';
import { check } from './check.ts';
import { metIf } from './verdict.ts';

const WEIGHTS: Readonly<Record<string, string>> = {
  hold: 'the weight that holds a demand',
  refuse: 'the weight that no call settles',
};

/** What the marks of a forgery weigh that people and machines found together. */
export const fraudWeight = check('fraud-weight', {
  group: 'genuine',
  parameters: { below: z.enum(['hold', 'refuse']) },
  words: {
    below: {
      label: 'Not met from',
      say: (threshold) => WEIGHTS[threshold] ?? threshold,
    },
  },
  asks: ({ below }, { marks }) => {
    const threshold = marks[below];
    return ({ circumstances }) => metIf(weightOf(marksOf(circumstances), marks) < threshold);
  },
  hadWork: (_, { circumstances }) => circumstances !== undefined && marksOf(circumstances).length > 0,
});
