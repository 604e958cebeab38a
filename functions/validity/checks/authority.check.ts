import * as z from 'zod/mini';
import { Authority } from '../../shared/demand.schema.ts';
import { plainWords } from '../law/plain-words.ts';
import { some } from '../law/text.schema.ts';
import { listed } from '../words/language.ts';
import { saidBy, sayCountries } from '../words/say-codes.ts';
import { KINDS, LEVELS } from '../words/vocabulary.ts';
import { check } from './check.ts';
import { metIf } from './verdict.ts';

const { country, kind, level } = Authority.shape;

/** Who demands. */
export const authority = check('authority', {
  group: 'issuing',
  parameters: {
    countries: z.optional(some(country)),
    /** Countries that have instruments of their own. */
    except: z.optional(some(country)),
    levels: z.optional(some(level)),
    kinds: z.optional(some(kind)),
    /** Words of which its name must hold one: law that names one office alone. */
    named: z.optional(some(z.string())),
  },
  words: {
    countries: { label: 'Authority of', say: sayCountries },
    except: { label: 'Not of', say: sayCountries },
    levels: { label: 'Level', say: saidBy(LEVELS) },
    kinds: { label: 'Kind of authority', say: saidBy(KINDS) },
    named: { label: 'Its name holds', say: (names) => listed(names, 'or') },
  },
  asks: ({ countries, except, levels, kinds, named }) => {
    const names = named?.map(plainWords);
    return ({ demand: { authority } }) =>
      metIf(
        (countries?.includes(authority.country) ?? true) &&
          !except?.includes(authority.country) &&
          (levels?.includes(authority.level) ?? true) &&
          (kinds?.includes(authority.kind) ?? true) &&
          (names?.some((name) => plainWords(authority.name).includes(name)) ?? true),
      );
  },
});
