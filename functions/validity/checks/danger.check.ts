import * as z from 'zod/mini';
import { some } from '../law/text.schema.ts';
import { saidBy } from '../words/say-codes.ts';
import { DANGERS } from '../words/vocabulary.ts';
import { check } from './check.ts';
import { metIf } from './verdict.ts';

/** Which danger the paper states, with reasons. */
export const danger = check('danger', {
  group: 'paper',
  parameters: { anyOf: some(z.enum(['death', 'serious-injury', 'critical-infrastructure'])) },
  words: { anyOf: { label: 'Danger', say: saidBy(DANGERS) } },
  asks:
    ({ anyOf }) =>
    ({ demand: { emergency } }) =>
      metIf(anyOf.some((danger) => danger === emergency?.danger) && emergency?.reasons.trim() !== ''),
});
