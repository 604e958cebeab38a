import { composeAnswer } from '../decide/compose-answer.ts';
import type { Rulebook } from '../decide/rulebook.ts';
import { ANSWER_WORDS, DECISIONS, TOLD_DECISIONS, WORDS_OF } from '../pages/answers.schema.ts';
import { lineAt } from './parse-rulebook-file.ts';
import type { RulebookFault } from './rulebook-error.ts';
import type { RulebookSource, ValuePath } from './rulebook-source.ts';

/**
 * What is wrong with reasons and answers: a reason without a text in some language, a text without a reason, a reason of
 * two decisions, a word that nobody fills in, a country with two languages, an example that does not hold.
 */
export function answerFaults(rulebook: Rulebook, source: RulebookSource): RulebookFault[] {
  const file = source.files.find(({ name }) => name === 'answers');
  if (!file) return [];
  const { otherwise, reasons, locales } = rulebook.general.answers;
  const faults: RulebookFault[] = [];
  const complain: Complain = (path, message, todo) =>
    faults.push({ file: file.file, ...lineAt(file, path), message, todo });
  if (!Object.hasOwn(locales, otherwise))
    complain(['otherwise'], `There is no answer in ${otherwise}.`, 'Name one of `locales`.');
  const decisionOf = new Map<string, string>();
  for (const decision of DECISIONS) {
    if (Object.keys(reasons[decision]).length === 0)
      complain(['reasons', decision], `There is no reason for ${decision}.`, 'Write one.');
    for (const code of Object.keys(reasons[decision])) {
      const other = decisionOf.get(code);
      if (other !== undefined)
        complain(
          ['reasons', decision, code],
          `${code} is a reason of ${other}, too.`,
          'Call it something else.',
        );
      decisionOf.set(code, decision);
    }
  }
  const languageOf = new Map<string, string>();
  for (const [locale, { countries, told }] of Object.entries(locales)) {
    for (const [index, country] of countries.entries()) {
      const other = languageOf.get(country);
      if (other !== undefined)
        complain(
          ['locales', locale, 'countries', index],
          `${country} is answered in ${other}, too.`,
          'Choose one.',
        );
      languageOf.set(country, locale);
    }
    for (const decision of TOLD_DECISIONS) {
      const path = ['locales', locale, 'told', decision];
      for (const code of Object.keys(reasons[decision]))
        if (!Object.hasOwn(told[decision], code))
          complain(path, `${locale} has no text for ${code}.`, 'Write what who filed the demand is told.');
      for (const [code, says] of Object.entries(told[decision])) {
        if (!Object.hasOwn(reasons[decision], code))
          complain([...path, code], `Nobody decides ${decision} for ${code}.`, 'Name one of `reasons`.');
        const known: readonly string[] = [...ANSWER_WORDS, ...(WORDS_OF[decision] ?? [])];
        for (const [, word = ''] of says.matchAll(/\{([^}]*)\}/g))
          if (!known.includes(word))
            complain([...path, code], `Nobody fills in {${word}}.`, `Use ${known.join(', ')}.`);
      }
    }
  }
  if (faults.length === 0) runExamples(rulebook, complain);
  return faults;
}

type Complain = (path: ValuePath, message: string, todo: string) => void;

function runExamples(rulebook: Rulebook, complain: Complain): void {
  const { examples, reasons } = rulebook.general.answers;
  for (const [index, { title, instrument, country, decision, reason, locale, says, ...about }] of [
    ...examples.entries(),
  ]) {
    const page = rulebook.instruments[instrument];
    if (!page || !Object.hasOwn(reasons[decision], reason)) {
      complain(['examples', index], `There is no page ${instrument}, or no reason ${reason}.`, 'Name both.');
      continue;
    }
    const { demand, circumstances } = page.sample;
    const answer = composeAnswer(
      decision,
      reason,
      {
        ...about,
        id: 'd-sample',
        demand: { ...demand, authority: { ...demand.authority, country } },
        receivedAt: circumstances.now,
      },
      rulebook,
    );
    const lacks = says.filter((said) => !answer.says.includes(said)).map((one) => `"${one}" is not said`);
    const other = answer.locale === locale ? [] : [`it is answered in ${answer.locale}`];
    if (lacks.length + other.length > 0)
      complain(
        ['examples', index],
        `The example "${title}" does not hold: ${[...lacks, ...other].join('; ')}.`,
        'Correct the example, or the answer.',
      );
  }
}
