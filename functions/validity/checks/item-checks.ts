import type { Checks, ItemQuestion } from './verdict.ts';
import { MET, metIf } from './verdict.ts';

/** What the list of items alone answers: demands that ask for the same get the same. */
export const itemChecks: Checks<'items-authorised' | 'items-stated', ItemQuestion> = {
  'items-authorised':
    (_, { guards }) =>
    ({ among }, reached) => {
      const beyond = guards.filter((item) => among.has(item) && !reached.has(item));
      return beyond.length === 0 ? MET : { is: 'failed', items: beyond };
    },
  'items-stated':
    () =>
    ({ items, areKnown }) =>
      metIf(items.length > 0 && areKnown),
};
