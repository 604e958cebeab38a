import type { Rulebook } from '../../validity/decide/rulebook.ts';

/** What documents take from the rulebook: titles of instruments and items, and the words of certificates. */
export type DocumentLaw = Pick<Rulebook, 'general' | 'instruments' | 'dictionary'>;
