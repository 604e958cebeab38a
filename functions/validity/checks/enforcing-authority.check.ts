import * as z from 'zod/mini';
import { wordFor } from '../words/language.ts';
import { check } from './check.ts';
import { MET, metIf } from './verdict.ts';

/** Whether the authority that must be told has refused: the whole order, or all but the part that it names. */
export const enforcingAuthority = check('enforcing-authority', {
  group: 'paper',
  parameters: { part: z.enum(['whole', 'rest']) },
  words: {
    part: {
      label: 'Refused',
      say: (part) => wordFor({ whole: 'the whole order', rest: 'all but what it says may go on' }, part),
    },
  },
  asks: ({ part }, { dictionary, guards }) => {
    if (part === 'whole') return ({ demand }) => metIf(demand.enforcingAuthority?.response !== 'refused');
    return ({ demand: { enforcingAuthority: answer }, asked }) => {
      if (answer?.response !== 'partly') return MET;
      const goesOn = new Set(dictionary.expand(answer.items ?? []));
      const refused = asked.items.filter((item) => guards.includes(item) && !goesOn.has(item));
      return refused.length === 0 ? MET : { is: 'failed', items: refused };
    };
  },
  hadWork: (_, { demand }) => demand.enforcingAuthority !== undefined,
});
