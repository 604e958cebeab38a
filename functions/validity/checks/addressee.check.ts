import * as z from 'zod/mini';
import { some } from '../law/text.schema.ts';
import { saidBy } from '../words/say-codes.ts';
import { ENTITIES } from '../words/vocabulary.ts';
import { check } from './check.ts';
import { metIf } from './verdict.ts';

/** Which of our entities it names. A paper that names none is served on the right one. */
export const addressee = check('addressee', {
  group: 'issuing',
  parameters: { anyOf: some(z.enum(['parent', 'local-entity', 'eu-establishment'])) },
  words: { anyOf: { label: 'Addressed to', say: saidBy(ENTITIES) } },
  asks:
    ({ anyOf }) =>
    ({ demand: { addressedTo } }) =>
      metIf(addressedTo === undefined || anyOf.includes(addressedTo)),
  hadWork: (_, { demand }) => demand.addressedTo !== undefined,
});
