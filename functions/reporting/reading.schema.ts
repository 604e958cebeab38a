import * as z from 'zod/mini';
import { problem } from '../shared/problem.ts';
import { EditionNumber } from './edition-number.schema.ts';
import { Report } from './report.schema.ts';

export const FORMATS = ['json', 'csv', 'html', 'datapackage', 'dsa', 'e-evidence'] as const;
export type Format = (typeof FORMATS)[number];

/** How a report is asked for and answered, by everyone or by auditors. */
export const READING = {
  query: {
    edition: {
      says: 'Number of the edition; the latest where it is left out',
      schema: EditionNumber,
      otherwise: () => problem('malformed_edition'),
    },
    format: {
      says: 'Instead of the Accept header',
      schema: z.enum(FORMATS),
      otherwise: () => problem('unknown_format', { formats: FORMATS.join(', ') }),
    },
  },
  headers: {
    accept: { says: 'application/json, text/csv, text/html or application/vnd.datapackage+json' },
    'if-none-match': { says: 'The ETag of the file that the reader has' },
  },
  answers: {
    200: {
      says: 'The latest edition, or the one asked for',
      json: Report,
      text: ['text/csv', 'text/html', 'application/vnd.datapackage+json'],
    },
    304: { says: 'The reader has what there is' },
  },
  problems: ['malformed_period', 'not_published', 'not_acceptable'],
} as const;
