import { sha256Hex } from '../shared/canonical-json.ts';
import { ALL_SERIES_SAY, OUTCOMES_SAY, SERIES_SAY, STATES_SAY, UNITS_SAY } from './dictionary.ts';
import { daysOf, titleOf } from './provenance.ts';
import { ALL, type Report } from './report.schema.ts';
import type { CSV_COLUMNS } from './report-csv.ts';
import { fileName } from './reports.table.ts';

type Field = {
  name: (typeof CSV_COLUMNS)[number];
  type: 'string' | 'integer' | 'boolean' | 'datetime';
  description: string;
  constraints: Record<string, unknown>;
  categories?: { value: string; label: string }[];
};

/**
 * The CSV of an edition as a Tabular Data Package (https://specs.frictionlessdata.io/tabular-data-package/, with the
 * `categories` of Table Schema 2.0): what its columns and words mean, where it comes from, and what its bytes hash to.
 * Drawn from the edition's JSON, and the CSV that is drawn from it: it tells nothing else.
 */
export function dataPackage(report: Report, { json, csv }: { json: string; csv: string }) {
  const [first, last] = daysOf(report);
  const { period, edition, asOf, interim, licence } = report;
  return {
    profile: 'tabular-data-package',
    name: `transparency-report-${period.toLowerCase()}-edition-${edition}`,
    title: titleOf(report),
    description:
      'Facts of a transparency report, one a row. Rows of a measure are disjoint: adding them up counts no demand twice.',
    version: String(edition),
    created: asOf,
    ...(licence ? { licenses: [{ name: licence.id, title: licence.title, path: licence.url }] } : {}),
    temporal: { start: first, end: last, timeZone: report.timeZone },
    provenance: {
      period,
      edition,
      asOf,
      interim,
      ...toldOf(report),
      cohort: report.cohort,
      schemes: report.nationalSecurity.map(({ cells: _cells, ...scheme }) => scheme),
      json: { path: fileName(report, 'json'), ...digestOf(json), schema: 'report.schema.json' },
    },
    resources: [
      {
        profile: 'tabular-data-resource',
        name: 'facts',
        title: 'Facts, one a row, without totals',
        path: fileName(report, 'csv'),
        format: 'csv',
        mediatype: 'text/csv',
        encoding: 'utf-8',
        ...digestOf(csv),
        dialect: { delimiter: ',', quoteChar: '"', doubleQuote: true, lineTerminator: '\r\n', header: true },
        schema: { fields: fieldsOf(report, csv), missingValues: [''] },
      },
    ],
  };
}

/** What an edition says of itself where there is something to say. */
function toldOf({ supersedes, reason, because, retracted, servedFrom }: Report) {
  return {
    ...(supersedes ? { supersedes } : {}),
    ...(reason ? { reason } : {}),
    ...(because ? { because } : {}),
    ...(retracted ? { retracted } : {}),
    ...(servedFrom ? { servedFrom } : {}),
  };
}

const digestOf = (text: string) => ({ bytes: Buffer.byteLength(text), hash: `sha256:${sha256Hex(text)}` });

/** Editions of earlier releases have fewer columns. */
function fieldsOf(report: Report, csv: string): Field[] {
  const header = csv.slice(0, csv.indexOf('\r\n')).split(',');
  return allFields(report).filter(({ name }) => header.includes(name));
}

const allFields = ({ period, edition, measures, breakdowns = [], nationalSecurity }: Report): Field[] => [
  text('period', 'A half-year, a year, or a span of days of which the second is not in it, in UTC', {
    required: true,
    enum: [period],
  }),
  words('series', 'What kind of process', {
    ...SERIES_SAY,
    ...(breakdowns.length > 0 ? { [ALL]: ALL_SERIES_SAY } : {}),
  }),
  text(
    'country',
    'Of the issuing authority, ISO 3166-1 alpha-2; ZZ where unknown; WORLD where not told by country',
    {
      required: true,
      pattern: '^([A-Z]{2}|WORLD)$',
    },
  ),
  text('instrument', 'The legal instrument, a category of a band, or ALL where not told by instrument', {
    required: true,
  }),
  words('measure', 'What is counted', measures),
  optional(
    words('outcome', 'Of demands, how they have ended so far; of other measures, empty', OUTCOMES_SAY),
  ),
  number('low', 'The number, or the least that it can be; empty where there is none'),
  number('high', 'The number, or the most that it can be; empty where there is none'),
  words('state', 'How low and high are to be read', STATES_SAY),
  words('unit', 'What the number is of', UNITS_SAY),
  {
    ...number('edition', 'The edition that the row is from; a later one may say otherwise'),
    constraints: { required: true, minimum: edition, maximum: edition },
  },
  {
    ...text('as_of', 'When the numbers were drawn', { required: true }),
    type: 'datetime',
  },
  {
    ...text('interim', 'Whether the period was not over then', { required: true }),
    type: 'boolean',
  },
  text('scheme', 'Of a band, the structure under which it is told; of other numbers, empty', {
    enum: nationalSecurity.map(({ scheme }) => scheme),
  }),
  text('json_sha256', 'SHA-256 of the JSON of the edition: the hash that the public log has', {
    required: true,
    pattern: '^[0-9a-f]{64}$',
  }),
];

const text = (name: Field['name'], description: string, constraints: Field['constraints']): Field => ({
  name,
  type: 'string',
  description,
  constraints,
});

const number = (name: Field['name'], description: string): Field => ({
  name,
  type: 'integer',
  description,
  constraints: { minimum: 0 },
});

const optional = ({ constraints: { required: _required, ...constraints }, ...field }: Field): Field => ({
  ...field,
  constraints,
});

/** A column of words, each with what it means. */
function words(name: Field['name'], description: string, says: Readonly<Record<string, string>>): Field {
  const values = Object.entries(says).map(([value, label]) => ({ value, label }));
  return {
    ...text(name, description, { required: true, enum: values.map(({ value }) => value) }),
    categories: values,
  };
}
