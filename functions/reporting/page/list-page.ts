import { html, type Part } from '../../shared/html.ts';
import type { ListedEdition, ReportList } from '../list-reports.route.ts';
import { parsePeriod } from '../period.ts';
import { barChart } from './chart.ts';
import { htmlDocument } from './document.ts';
import { table } from './tables.ts';
import { instantText, numberText, percentText, periodText, reasonText } from './words.ts';

const isHalfYear = (period: string): boolean => parsePeriod(period)?.cadence === 'half-year';

/** All reports: how much came over time, and every edition that there ever was, with the hash of its data. */
export const listPage = ({ reports }: ReportList): string =>
  htmlDocument({
    title: 'Transparency reports',
    body: html`<h1>Transparency reports</h1>
<p>How many legal demands for customer data were received, from whom, and what came of them.</p>
${reports.length === 0 ? html`<p>None is published yet. The first comes when the first half-year is over.</p>` : [overTime(reports), editionsOf(reports)]}`,
  });

/** Half-years, the oldest first, by their latest editions. What was taken back is no number, and is left out. */
function overTime(reports: ReportList['reports']): Part {
  const latest = reports
    .filter(({ period }) => isHalfYear(period))
    .flatMap(({ editions }) => newestOf(editions))
    .filter(({ retracted }) => !retracted)
    .sort((a, b) => (a.period < b.period ? -1 : 1));
  if (latest.length === 0) return undefined;
  return html`<h2 id="time">Over time</h2>
<figure>${barChart({
    title: 'Demands received by half-year; the table has the same numbers',
    bars: latest.map(({ period, received }) => ({
      label: period,
      high: received,
      says: numberText(received),
    })),
  })}<figcaption>Demands received in each half-year, by its latest edition.</figcaption></figure>`;
}

const newestOf = (editions: readonly ListedEdition[]): ListedEdition[] =>
  editions.reduce<ListedEdition[]>(
    ([newest], one) => [newest && newest.edition > one.edition ? newest : one],
    [],
  );

const editionsOf = (reports: ReportList['reports']): Part => html`<h2 id="editions">Editions</h2>
<p>An edition is never changed and never removed: what is corrected is a new one, which says what changed and why.</p>
${table(
  'All editions, the newest period first',
  [
    { says: 'Period' },
    { says: 'Edition' },
    { says: 'Drawn' },
    { says: 'Received', isNumber: true },
    { says: 'Share disclosed', isNumber: true },
    { says: 'Why' },
    { says: 'Data' },
    { says: 'SHA-256 of its JSON' },
  ],
  reports.flatMap(({ editions }) =>
    [...editions].sort((a, b) => b.edition - a.edition).map((edition) => rowOf(edition)),
  ),
)}`;

/** What there is of an edition besides its page. */
const dataOf = (edition: ListedEdition): Part => [
  ...FORMS.flatMap(([form, says]) =>
    edition[form]
      ? [html`<a href="reports/${edition.period}?edition=${edition.edition}&amp;format=${form}">${says}</a> `]
      : [],
  ),
  html`<a href="reports/${edition.period}/proof?edition=${edition.edition}">proof of the log</a>`,
];

const FORMS = [
  ['json', 'JSON'],
  ['csv', 'CSV'],
  ['datapackage', 'data package'],
  ['dsa', 'orders under the Digital Services Act'],
  ['e-evidence', 'orders for electronic evidence'],
] as const;

function rowOf(edition: ListedEdition): Part[] {
  const { period, asOf, received, disclosedPercent, reason, retracted, json } = edition;
  const link = html`<a href="reports/${period}?edition=${edition.edition}">Edition ${edition.edition}</a>`;
  return [
    periodText(period),
    link,
    instantText(asOf),
    retracted ? 'taken back' : numberText(received),
    retracted || disclosedPercent === null ? '–' : percentText(disclosedPercent),
    reason ? reasonText(reason) : 'the first',
    dataOf(edition),
    html`<code>${json.sha256}</code>`,
  ];
}
