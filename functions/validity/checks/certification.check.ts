import * as z from 'zod/mini';
import { citesAnyOf } from '../law/cites-under.ts';
import { some } from '../law/text.schema.ts';
import { listed } from '../words/language.ts';
import { check } from './check.ts';
import { metIf } from './verdict.ts';

/** Which certificate comes with the paper. */
export const certification = check('certification', {
  group: 'paper',
  parameters: { anyOf: some(z.string()) },
  words: { anyOf: { label: 'Certificate under', say: (statutes) => listed(statutes, 'or') } },
  asks: ({ anyOf }) => {
    const isWanted = citesAnyOf(anyOf);
    return ({ demand: { certifications = [] } }) => metIf(certifications.some(isWanted));
  },
});
