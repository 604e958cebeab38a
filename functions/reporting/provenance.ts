import type { Licence } from '../validity/law/licence.schema.ts';
import type { Dataset } from './dataset.schema.ts';
import type { Report } from './report.schema.ts';
import { fileName } from './reports.table.ts';

const DAY_MS = 86_400_000;
const day = (instant: number) => new Date(instant).toISOString().slice(0, 10);

/** First and last day of a report's period. */
export const daysOf = ({ from, to }: Report): [first: string, last: string] => [
  day(Date.parse(from)),
  day(Date.parse(to) - DAY_MS),
];

/** What an edition is called. */
export const titleOf = ({ period, edition }: Report): string =>
  `Transparency report of legal demands, ${period}, edition ${edition}`;

const SAYS = 'Legal demands for customer data, counted in the period in which they were received.';

/**
 * A report that tells who has its file alone what it is, under which terms it may be used, and which files go with it. It
 * adds nothing to the numbers: all of it is drawn from the report and the licence. It names no hash of the CSV, whose rows
 * name that of the JSON; the data package has both.
 */
export function withProvenance(report: Report, licence: Licence | undefined): Report {
  return {
    $schema: 'report.schema.json',
    // To readers of JSON-LD the file is its data set, and nothing else in it is theirs.
    '@context': { dataset: '@graph' },
    ...(licence ? { licence } : {}),
    dictionary: fileName(report, 'datapackage'),
    dataset: datasetOf(report, licence),
    ...report,
  };
}

function datasetOf(report: Report, licence: Licence | undefined): Dataset {
  const download = (format: 'csv' | 'datapackage', encodingFormat: string) => ({
    '@type': 'DataDownload' as const,
    name: fileName(report, format),
    contentUrl: fileName(report, format),
    encodingFormat,
  });
  return {
    '@context': 'https://schema.org/',
    '@type': 'Dataset',
    name: titleOf(report),
    description: SAYS,
    version: String(report.edition),
    temporalCoverage: daysOf(report).join('/'),
    dateModified: report.asOf,
    creativeWorkStatus: report.retracted ? 'Retracted' : report.interim ? 'Draft' : 'Published',
    ...(licence ? { license: licence.url } : {}),
    distribution: [download('csv', 'text/csv'), download('datapackage', 'application/vnd.datapackage+json')],
  };
}
