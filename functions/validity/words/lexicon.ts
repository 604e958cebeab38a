import type { ClocksByName } from '../law/clock.schema.ts';
import type { DataDictionary } from '../law/data-dictionary.schema.ts';
import type { Roles } from '../law/roles.schema.ts';

/** Where the names that rules use are put into words; a rulebook is one. */
export type Lexicon = {
  clocks: ClocksByName;
  general: { roles: Roles; 'data-dictionary': DataDictionary };
};
