import { FACT_OUTCOMES } from '../../ledger/facts.schema.ts';
import { html, type Part } from '../../shared/html.ts';
import { FOR_THE_WORLD, SUMS } from '../measures.ts';
import { percent } from '../percent.ts';
import { ALL, type Report, TOLD, type ToldCell, WORLD } from '../report.schema.ts';
import { numberOf, sumsOf } from './cells.ts';
import { barChart } from './chart.ts';
import { largestCountries } from './findings.ts';
import { table } from './tables.ts';
import { cellText, countryText, instrumentText, numberText, percentText, sentence } from './words.ts';

/** Bars beyond these would be a hair each; the table has all of them. */
const MOST_BARS = 20;

/** What came of most demands first, what has not come yet last. */
const OUTCOMES = [...FACT_OUTCOMES.filter((outcome) => outcome !== 'pending'), 'pending'] as const;
const HEADINGS: Readonly<Record<string, string>> = {
  content: 'Content disclosed',
  'non-content': 'Other data only',
  'no-data': 'No data found',
};
const KINDS: readonly ToldCell['series'][] = [...TOLD, ALL];
const outcomeText = (outcome: string): string => HEADINGS[outcome] ?? sentence(outcome);

const columns = (first: string, ...more: string[]) => [
  { says: first },
  ...['Received', 'Share disclosed', ...OUTCOMES.map(outcomeText), ...more].map((says) => ({
    says,
    isNumber: true,
  })),
];

/** Outcomes of one place, and the share that was disclosed. */
function outcomesAt(
  sum: ReturnType<typeof sumsOf>,
  place: Parameters<ReturnType<typeof sumsOf>>[0],
): string[] {
  const at = (outcome: ToldCell['outcome']) => sum({ ...place, outcome });
  const [received, content, other] = [at(ALL), at('content'), at('non-content')].map(numberOf);
  const share =
    received === undefined || content === undefined || other === undefined
      ? null
      : percent(content + other, received);
  return [
    cellText(at(ALL)),
    share === null ? '–' : percentText(share),
    ...OUTCOMES.map((outcome) => cellText(at(outcome))),
  ];
}

export function byCountry(report: Report): Part {
  const sum = sumsOf(report);
  const countries = largestCountries(report);
  if (countries.length === 0)
    return html`<h2 id="countries">By country</h2><p>No number of demands by country is told.</p>`;
  const rows = countries.map(({ country }) => [
    countryText(country),
    ...outcomesAt(sum, { country }),
    cellText(sum({ country, measure: 'accounts' })),
  ]);
  const bars = countries.slice(0, MOST_BARS);
  const left = countries.length - bars.length;
  return html`<h2 id="countries">By country</h2>
<figure>${barChart({
    title: 'Demands received by country; the table has the same numbers',
    bars: bars.map(({ country, received }) => ({
      label: countryText(country),
      high: received,
      says: numberText(received),
    })),
  })}<figcaption>Demands received, by the country of the authority.${left > 0 && ` The ${left} with fewer are in the table.`}</figcaption></figure>
${table('Demands by country', columns('Country', 'Accounts'), rows)}`;
}

/** One drawing for each kind of demand, all on one scale: as long as the longest bar of any. */
export function byOutcome(report: Report): Part {
  const sum = sumsOf(report);
  const drawn = TOLD.map((series) => ({
    series,
    bars: OUTCOMES.flatMap((outcome) => {
      const cell = sum({ series, outcome });
      const high = numberOf(cell);
      return high === undefined ? [] : [{ label: outcomeText(outcome), high, says: numberText(high) }];
    }),
  })).filter(({ bars }) => bars.some(({ high }) => high > 0));
  const most = Math.max(1, ...drawn.flatMap(({ bars }) => bars.map(({ high }) => high)));
  return html`<h2 id="outcomes">What came of them</h2>
<div class="multiples">${drawn.map(
    ({ series, bars }) =>
      html`<figure><h3>${sentence(series)}</h3>${barChart({ title: `${sentence(series)} demands by outcome; the table has the same numbers`, bars, most, width: 440 })}</figure>`,
  )}</div>
${table(
  'Demands by kind and outcome. Preservations and papers that only inform are in no total.',
  columns('Kind'),
  KINDS.map((series) => [series === ALL ? 'Total' : sentence(series), ...outcomesAt(sum, { series })]),
)}`;
}

export function byInstrument(report: Report): Part {
  const sum = sumsOf(report);
  const rows = report.totals
    .filter(
      ({ country, instrument, measure, outcome, series }) =>
        series !== ALL && country === WORLD && instrument !== ALL && measure === 'demands' && outcome === ALL,
    )
    .sort((a, b) => (b.low ?? 0) - (a.low ?? 0) || (a.instrument < b.instrument ? -1 : 1))
    .map(({ series, instrument }) => [
      instrumentText(instrument),
      ...outcomesAt(sum, { series, instrument }),
    ]);
  if (rows.length === 0) return undefined;
  return html`<h2 id="papers">By paper</h2>${table('Demands by the paper that was served', columns('Paper'), rows)}`;
}

/** What is told for the world only: by country, one customer could be recognised. */
export function forTheWorld(report: Report): Part {
  const sum = sumsOf(report);
  const rows = FOR_THE_WORLD.flatMap((measure) => {
    const cell = sum({ measure });
    return cell ? [[sentence(measure), cellText(cell), SUMS[measure].says]] : [];
  });
  if (rows.length === 0) return undefined;
  return html`<h2 id="secrecy">Customers, secrecy, notice</h2>
<p>Told for the world only: by country, one customer could be recognised. Each is a subset of the demands received.</p>
${table('Subsets of the demands received', [{ says: 'Measure' }, { says: 'Demands', isNumber: true }, { says: 'Meaning' }], rows)}`;
}
