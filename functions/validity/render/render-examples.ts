import { html, type Markup } from '../../shared/html.ts';
import type { Expectation } from '../pages/expectation.schema.ts';
import type { Instrument } from '../pages/instrument.ts';
import { capital, counted, humanise, wordFor } from '../words/language.ts';
import { momentText } from '../words/moment-text.ts';
import { plainTerms, plainText } from '../words/plain-text.ts';
import { OUTCOME_NAMES, REGIMES } from '../words/vocabulary.ts';
import { type Term, termList } from './terms.ts';

/** The page's typical case, and worked examples as what differs from it and what comes of it. */
export function renderExamples({ sample, examples }: Pick<Instrument, 'sample' | 'examples'>): Markup {
  const { demand, circumstances, ...others } = sample;
  return html`<p>Each example is the typical case but for what it names. The build of the rulebook runs them all.</p>
<section class="example small" id="sample"><h3>The typical case</h3>${termList([
    ...plainTerms(demand),
    ['What we know', plainText(circumstances)],
    ...plainTerms(others),
  ])}</section>
${examples.map(renderExample)}`;
}

function renderExample(example: Instrument['examples'][number], index: number): Markup {
  const { title, demand = {}, circumstances, expect, ...others } = example;
  return html`<section class="example" id="example-${index + 1}"><h4>${capital(title)}</h4>
<div class="small">${termList([
    ...plainTerms(demand),
    ['What we know', circumstances && plainText(circumstances)],
    ...expected(expect),
    ...plainTerms(others),
  ])}</div></section>`;
}

function expected(expect: Expectation): Term[] {
  const { outcome, authorised, targets, reasons, notice, due, until, preserve, approvals, ...others } =
    expect;
  return [
    ['Result', html`<strong>${wordFor(OUTCOME_NAMES, outcome)}</strong> (<code>${outcome}</code>)`],
    ['For the reasons', reasons?.map(humanise).join(', ')],
    ['What may be produced', authorised && plainText(authorised)],
    ['For the targets', targets && plainText(targets.map((target) => target + 1))],
    [
      'The customer',
      notice &&
        html`${wordFor(REGIMES, notice.regime)}${notice.until && ` Until ${momentText(notice.until)}.`}`,
    ],
    ['Answer due', due && momentText(due)],
    ['Until', until && momentText(until)],
    ['Data kept', preserve !== undefined && plainText(preserve)],
    ['To release it', approvals !== undefined && counted(approvals, 'person', 'people')],
    ...plainTerms(others),
  ];
}
