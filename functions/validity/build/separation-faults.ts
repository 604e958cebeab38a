import type { Act } from '../../shared/acts.ts';
import type { Rulebook } from '../decide/rulebook.ts';
import { lineAt } from './parse-rulebook-file.ts';
import type { RulebookFault } from './rulebook-error.ts';
import type { RulebookSource } from './rulebook-source.ts';

/** What the service never goes without: a rulebook can ask for more, and not for less. */
export const FLOOR: readonly (readonly [act: Act, notBy: Act])[] = [
  ['review', 'file'],
  ['review', 'change'],
  ['review', 'call-office'],
  ['review', 'call-superior'],
  ['release', 'file'],
  ['release', 'change'],
  ['release', 'review'],
  ['release', 'resume'],
  ['release', 'release'],
  ['release', 'call-office'],
  ['release', 'call-superior'],
  ['call-superior', 'call-office'],
  ['call-office', 'call-superior'],
  ['decide-order', 'bring-order'],
  ['waive', 'file'],
  ['waive', 'review'],
  ['waive', 'release'],
  ['look-back', 'file'],
  ['look-back', 'change'],
  ['look-back', 'review'],
  ['look-back', 'resume'],
  ['look-back', 'release'],
  ['object', 'release'],
  ['end-objection', 'review'],
  ['end-objection', 'release'],
  ['end-objection', 'end-objection'],
  ['fetch', 'review'],
  ['fetch', 'release'],
];

/** Of these a rule may spare an emergency: who called its office, or a superior, may be one of several who release it. */
const SPARED: readonly Act[] = ['call-office', 'call-superior'];

/** Acts that only the authority's people do: each of them counts as who filed. */
const THEIRS: readonly Act[] = ['file', 'fetch'];

/** Acts that a demand comes to once; asked of its own doer, nobody could do them where it is not done in one go. */
const NOTHING_BEFORE: readonly Act[] = ['file'];
const NOTHING_AFTER: readonly Act[] = ['fetch'];

/** What is wrong with rules of separation: rules that no number of people could follow, that never apply, or too few. */
export function separationFaults(rulebook: Rulebook, source: RulebookSource): RulebookFault[] {
  const file = source.files.find(({ name }) => name === 'separation');
  if (!file) return [];
  const { rules } = rulebook.general.separation;
  const faults: RulebookFault[] = [];
  const complain = (path: (string | number)[], message: string, todo: string) =>
    faults.push({ file: file.file, ...lineAt(file, path), message, todo });
  const ids = new Set<string>();
  for (const [index, { id, act, notBy, unless }] of rules.entries()) {
    const path = ['rules', index];
    if (ids.has(id)) complain(path, `Two rules are called ${id}.`, 'Call one something else.');
    ids.add(id);
    if (unless && (act !== 'release' || notBy.some((other) => !SPARED.includes(other))))
      complain(path, 'It spares more than who called of an emergency.', 'Take unless out.');
    if (NOTHING_BEFORE.includes(act))
      complain(path, `Nothing is done before ${act}.`, 'Write it as a rule of the later act.');
    for (const other of notBy) {
      if (THEIRS.includes(act) && other === 'file')
        complain(
          path,
          `No number of people could do ${act}: all of the authority count as who filed.`,
          'Take file out.',
        );
      if (NOTHING_AFTER.includes(other) && other !== act)
        complain(path, `${act} is not done after ${other}: the rule would never apply.`, 'Take it out.');
    }
    if (act === 'fetch' && notBy.includes('fetch'))
      complain(
        path,
        'No number of people is enough: who fetched and lost the package must fetch again.',
        'Take fetch out.',
      );
  }
  for (const [act, notBy] of FLOOR)
    if (!rules.some((rule) => rule.act === act && rule.notBy.includes(notBy)))
      complain(['rules'], `Nothing keeps ${act} apart from ${notBy}.`, 'Put the rule back.');
  return faults;
}
