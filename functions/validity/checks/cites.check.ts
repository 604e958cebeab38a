import * as z from 'zod/mini';
import { citesAnyOf } from '../law/cites-under.ts';
import { some } from '../law/text.schema.ts';
import { listed } from '../words/language.ts';
import { check } from './check.ts';
import { metIf } from './verdict.ts';

/** Which statute the paper invokes; without any named, whether it invokes one. */
export const cites = check('cites', {
  group: 'paper',
  parameters: { anyOf: z.optional(some(z.string())), except: z.optional(some(z.string())) },
  words: {
    anyOf: { label: 'Cites one of', say: (statutes) => listed(statutes, 'or') },
    except: { label: 'Not counting', say: (statutes) => listed(statutes, 'or') },
  },
  asks: ({ anyOf, except = [] }) => {
    const isExcepted = citesAnyOf(except);
    const isWanted = anyOf ? citesAnyOf(anyOf) : (cite: string) => cite.trim() !== '';
    return ({ demand: { cites = [] } }) => metIf(cites.some((cite) => isWanted(cite) && !isExcepted(cite)));
  },
});
