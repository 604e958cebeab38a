import * as z from 'zod/mini';
import { some } from '../law/text.schema.ts';
import { humanise, listed } from '../words/language.ts';
import { check } from './check.ts';
import { metIf } from './verdict.ts';

/** Who served it. */
export const servedBy = check('served-by', {
  group: 'issuing',
  parameters: { anyOf: some(z.enum(['secretary-of-state', 'lord-advocate'])) },
  words: { anyOf: { label: 'Served by', say: (servers) => listed(servers.map(humanise), 'or') } },
  asks:
    ({ anyOf }) =>
    ({ demand: { servedBy } }) =>
      metIf(servedBy !== undefined && anyOf.includes(servedBy)),
});
