import { capital, humanise } from '../words/language.ts';
import type { Lexicon } from '../words/lexicon.ts';
import type { Phrase } from '../words/phrase.ts';
import { plainText } from '../words/plain-text.ts';
import { common } from './check.ts';
import { checkOf } from './check-of.ts';
import type { Rule } from './rule.schema.ts';

/** What a rule asks for in particular, in its check's words; a parameter without any is shown as it is. */
export function sayParameters(rule: Rule, law: Lexicon): [label: string, value: Phrase][] {
  const words = checkOf(rule)?.words ?? {};
  return Object.entries(rule)
    .filter(([key, value]) => key !== 'check' && !Object.hasOwn(common, key) && value !== undefined)
    .map(([key, value]) => {
      const known = Object.hasOwn(words, key) ? words[key] : undefined;
      return known ? [known.label, known.say(value, law)] : [capital(humanise(key)), plainText(value)];
    });
}
