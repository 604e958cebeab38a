import { composeLetter } from '../decide/compose-letter.ts';
import type { Rulebook } from '../decide/rulebook.ts';
import { LETTER_WORDS, type LetterTexts } from '../pages/letters.schema.ts';
import { lineAt } from './parse-rulebook-file.ts';
import type { RulebookFault } from './rulebook-error.ts';
import type { RulebookSource } from './rulebook-source.ts';

/** What is wrong with the customer's letters: a language that lacks what another says, a word that nobody fills in, an example that does not hold. */
export function letterFaults(rulebook: Rulebook, source: RulebookSource): RulebookFault[] {
  const file = source.files.find(({ name }) => name === 'letters');
  if (!file) return [];
  const { letters } = rulebook.general;
  const faults: RulebookFault[] = [];
  const complain = (path: (string | number)[], message: string, todo: string) =>
    faults.push({ file: file.file, ...lineAt(file, path), message, todo });
  const model = letters.locales[letters.otherwise];
  if (!model)
    complain(['otherwise'], `There is no letter in ${letters.otherwise}.`, 'Name one of `locales`.');
  const families = rulebook.general['data-dictionary'].families.filter(({ secret }) => !secret);
  for (const [locale, texts] of Object.entries(letters.locales)) {
    for (const { id } of families)
      if (!Object.hasOwn(texts.data, id))
        complain(
          ['locales', locale, 'data'],
          `${locale} has no words for ${id}.`,
          'Say what it is to a customer.',
        );
    if (model && shapeOf(texts) !== shapeOf(model))
      complain(
        ['locales', locale],
        `${locale} does not say under the same conditions what ${letters.otherwise} says.`,
        'Let all languages have the same paragraphs, words in braces and ways to challenge.',
      );
    for (const word of wordsIn(texts))
      if (!LETTER_WORDS.some((known) => known === word))
        complain(['locales', locale], `Nobody fills in {${word}}.`, `Use ${LETTER_WORDS.join(', ')}.`);
  }
  for (const [index, { clock }] of letters.again.entries())
    if (!Object.hasOwn(rulebook.clocks, clock))
      complain(['again', index], `There is no clock ${clock}.`, 'Name one of clocks.yaml.');
  if (faults.length === 0) runExamples(rulebook, complain);
  return faults;
}

type Complain = (path: (string | number)[], message: string, todo: string) => void;

function runExamples({ general: { letters }, instruments }: Rulebook, complain: Complain): void {
  for (const [index, example] of letters.examples.entries()) {
    const page = instruments[example.instrument];
    if (!page) {
      complain(['examples', index], `There is no page ${example.instrument}.`, 'Name an instrument.');
      continue;
    }
    const { text, html } = composeLetter(
      {
        demand: page.sample.demand,
        receivedAt: page.sample.circumstances.now,
        account: 'acct-0001',
        given: example.given,
        kept: {
          ...(example.until === undefined ? {} : { bound: { until: example.until } }),
          isUnproven: example.unproven === true,
        },
        locale: example.locale,
      },
      { letters, instruments },
    );
    const lacks = example.says.filter((said) => !text.includes(said) || !html.includes(said));
    const betrays = (example.saysNot ?? []).filter((said) => text.includes(said));
    if (lacks.length + betrays.length > 0)
      complain(
        ['examples', index],
        `The example "${example.title}" does not hold: ${[...lacks.map((one) => `"${one}" is not said`), ...betrays.map((one) => `"${one}" is said`)].join('; ')}.`,
        'Correct the example, or the letter.',
      );
  }
}

const textsOf = ({ subject, paragraphs, challenge }: LetterTexts) => [
  subject,
  ...paragraphs.map(({ says }) => says),
  ...Object.values(challenge),
];
const wordsIn = (texts: LetterTexts) =>
  new Set(textsOf(texts).flatMap((one) => [...one.matchAll(/\{([^}]*)\}/g)].map(([, word = '']) => word)));

/** Under which conditions which words of the case stand. */
const shapeOf = ({ paragraphs, challenge }: LetterTexts): string =>
  JSON.stringify([
    paragraphs.map(({ when, says }) => [when ?? '', (says.match(/\{[a-z]+\}/g) ?? []).sort()]),
    Object.keys(challenge).sort(),
  ]);
