import { answerFaults } from '../../functions/validity/build/answer-faults.ts';
import { compileRulebook } from '../../functions/validity/build/compile-rulebook.ts';
import { composeAnswer } from '../../functions/validity/decide/compose-answer.ts';
import { Answers, TOLD_DECISIONS } from '../../functions/validity/pages/answers.schema.ts';
import { serveRulebook } from '../../functions/validity/serve-rulebook.ts';
import { loadRulebookSource } from '../../rulebook/load.ts';
import { law, sampleOf } from '../validity/law.ts';

const source = loadRulebookSource();
const compiled = compileRulebook(source);

/** What is wrong with answers that somebody changed. */
function faultsOf(change: (answers: Answers) => void): string[] {
  const answers = Answers.parse(structuredClone(compiled.general.answers));
  change(answers);
  return answerFaults({ ...compiled, general: { ...compiled.general, answers } }, source).map(
    ({ message }) => message,
  );
}

describe('reasons and answers', () => {
  it('are whole as they are', () => {
    expect(faultsOf(() => {})).toEqual([]);
  });

  it.each<[string, (answers: Answers) => void, string]>([
    [
      'a reason without a text in a language',
      ({ reasons }) => {
        reasons.refuse['no-stamp'] = 'It has no stamp at all.';
      },
      'de has no text for no-stamp.',
    ],
    [
      'a text without a reason',
      ({ locales }) => {
        if (locales.en) locales.en.told.redirect.moon = 'Please ask the moon.';
      },
      'Nobody decides redirect for moon.',
    ],
    [
      'a word that nobody fills in',
      ({ locales }) => {
        if (locales.en) locales.en.told.refuse['too-vague'] = 'We refuse {items}.';
      },
      'Nobody fills in {items}.',
    ],
    [
      'a reason of two decisions',
      ({ reasons }) => {
        reasons.counsel['too-vague'] = 'Counsel shall say what it means.';
      },
      'too-vague is a reason of refuse, too.',
    ],
    [
      'a country with two languages',
      ({ locales }) => {
        locales.en?.countries.push('DE');
      },
      'DE is answered in en, too.',
    ],
    [
      'an example that does not hold',
      ({ examples }) => {
        if (examples[0]) examples[0].says = ['Good morning'];
      },
      'The example "a refusal names the law" does not hold: "Good morning" is not said.',
    ],
  ])('refuse %s', (_name, change, message) => {
    expect(faultsOf(change)).toContain(message);
  });

  it('leave no placeholder in what is told, in any language', () => {
    const { demand, circumstances } = sampleOf('us/search-warrant');
    for (const country of ['US', 'DE'])
      for (const decision of TOLD_DECISIONS)
        for (const reason of Object.keys(law.general.answers.reasons[decision])) {
          const about = {
            id: 'd-1',
            demand: { ...demand, authority: { ...demand.authority, country } },
            receivedAt: circumstances.now,
            items: ['subscriber'],
            due: '2027-01-01',
            fields: ['signatures'],
          };
          expect(composeAnswer(decision, reason, about, law).says).not.toMatch(/[{}]|undefined/);
        }
  });

  it('are a page of the rulebook', () => {
    const { body } = serveRulebook('answers', 'text/html', law);
    expect(body).toContain('<tr role="row" id="too-vague">');
    expect(body).toContain('nobody outside is told');
    expect(JSON.parse(serveRulebook('answers', 'application/json', law).body)).toMatchObject({
      reasons: { refuse: { 'too-vague': expect.any(String) } },
    });
  });
});
