import * as z from 'zod/mini';
import { TARGET_TYPES, type Target } from '../../shared/demand.schema.ts';
import { isOverbroad } from '../../shared/wildcard.ts';
import { some } from '../law/text.schema.ts';
import { saidBy } from '../words/say-codes.ts';
import { TARGET_KINDS } from '../words/vocabulary.ts';
import { type Case, targetsWhere } from './case.ts';
import { check } from './check.ts';
import { failing } from './verdict.ts';

/** With types: these are searches, not identifiers. Without: an identifier that names somebody in particular. */
export const targetSpecificity = check('target-specificity', {
  group: 'scope',
  parameters: { types: z.optional(some(z.enum(TARGET_TYPES))) },
  words: { types: { label: 'Targets concerned', say: saidBy(TARGET_KINDS) } },
  dropsTargets: true,
  asks: (rule) => (given) => failing(unspecificTargets(rule, given)),
  hadWork: ({ types }) => types === undefined,
});

/** Indexes of the targets that such a rule leaves out. */
export function unspecificTargets(
  { types }: { types?: readonly Target['type'][] | undefined },
  given: Pick<Case, 'demand'>,
): number[] {
  return targetsWhere(given, types ? ({ type }) => types.includes(type) : isVague);
}

const isVague = (target: Target) =>
  (target.type === 'ip-address' && target.at === undefined) ||
  target.value.trim() === '' ||
  isOverbroad(target);
