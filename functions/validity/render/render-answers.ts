import { html, type Markup } from '../../shared/html.ts';
import type { Rulebook } from '../decide/rulebook.ts';
import { DECISIONS, type DeskDecision, TOLD_DECISIONS } from '../pages/answers.schema.ts';
import { plainTerms } from '../words/plain-text.ts';
import { table, termList } from './terms.ts';

const TITLES: Readonly<Record<DeskDecision, string>> = {
  narrow: 'Less is given than was demanded',
  refuse: 'The demand is refused',
  redirect: 'Somebody else must answer it',
  ask: 'Something is asked of who filed it',
  object: 'We object before a court or an authority',
  withhold: 'The package does not leave',
  choose: 'An account is left out (nobody outside is told)',
  counsel: 'Counsel is asked (nobody outside is told)',
  more: 'An approval gives more than comes first (nobody outside is told)',
  retry: 'The same again after a failure (nobody outside is told)',
  waive: 'A debt of legal process is let go (nobody outside is told why)',
  heed: 'An order about silence is accepted (nobody outside is told why)',
  disregard: 'An order about silence is refused (its authority sees the reason)',
  outcome: 'What came of an objection (nobody outside is told why)',
  'end-keeping': 'A preservation is ended by hand (nobody outside is told why)',
  'keep-silent': 'Silence without an end stays (nobody outside is told why)',
  finding: 'What a look back at an emergency found (nobody outside is told)',
};

/** The reasons that people give for what they decide, and what who filed the demand is told in every language. */
export function renderAnswers({ general }: Rulebook): Markup {
  const { reasons, locales, examples, ...others } = general.answers;
  const told = (decision: DeskDecision, code: string) => {
    const known = TOLD_DECISIONS.find((one) => one === decision);
    if (!known) return '';
    return html`${Object.entries(locales).map(
      ([locale, texts]) => html`<p lang="${locale}">${texts.told[known][code] ?? ''}</p>`,
    )}`;
  };
  return html`${DECISIONS.map(
    (decision) =>
      html`<h2 id="${decision}">${TITLES[decision]}</h2>${table(
        ['Reason', 'To the desk', 'Who filed it is told'],
        Object.entries(reasons[decision]).map(([code, says]) => ({
          anchor: code,
          cells: [html`<code>${code}</code>`, says, told(decision, code)],
        })),
      )}`,
  )}<h2>Languages</h2>${table(
    ['Language', 'Answers go to', 'Name'],
    Object.entries(locales).map(([locale, { language, countries }]) => ({
      anchor: `language-${locale}`,
      cells: [language, countries.join(', '), html`<code>${locale}</code>`],
    })),
  )}<h2>Worked examples</h2>${examples.map(
    ({ title, ...example }) => html`<h3>${title}</h3>${termList(plainTerms(example))}`,
  )}${termList(plainTerms(others))}`;
}
