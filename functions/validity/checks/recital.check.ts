import * as z from 'zod/mini';
import { some } from '../law/text.schema.ts';
import { humanise, listed } from '../words/language.ts';
import { check } from './check.ts';
import { metIf } from './verdict.ts';

/** Which clauses the paper holds. */
export const recital = check('recital', {
  group: 'paper',
  parameters: { allOf: some(z.string()) },
  words: { allOf: { label: 'Clauses, all of', say: (clauses) => listed(clauses.map(humanise), 'and') } },
  asks:
    ({ allOf }) =>
    ({ demand: { recitals = [] } }) =>
      metIf(allOf.every((clause) => recitals.includes(clause))),
});
