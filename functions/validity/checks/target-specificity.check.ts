import * as z from 'zod/mini';
import { TARGET_TYPES, type Target } from '../../shared/demand.schema.ts';
import { isOverbroad } from '../../shared/wildcard.ts';
import { some } from '../law/text.schema.ts';
import { saidBy } from '../words/say-codes.ts';
import { TARGET_KINDS } from '../words/vocabulary.ts';
import { targetsWhere } from './case.ts';
import { check } from './check.ts';
import { failing } from './verdict.ts';

/** With types: these are searches, not identifiers. Without: an identifier that names somebody in particular. */
export const targetSpecificity = check('target-specificity', {
  group: 'scope',
  parameters: { types: z.optional(some(z.enum(TARGET_TYPES))) },
  words: { types: { label: 'Targets concerned', say: saidBy(TARGET_KINDS) } },
  dropsTargets: true,
  asks: ({ types }) => {
    const isVague = (target: Target) =>
      (target.type === 'ip-address' && target.at === undefined) ||
      target.value.trim() === '' ||
      isOverbroad(target);
    const isSuch = types ? ({ type }: Target) => types.includes(type) : isVague;
    return (given) => failing(targetsWhere(given, isSuch));
  },
  hadWork: ({ types }) => types === undefined,
});
