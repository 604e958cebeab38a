import { problem } from '../shared/problem.ts';
import { route } from '../shared/route.ts';
import { EditionNumber } from './edition-number.schema.ts';

export const proveReportRoute = route({
  method: 'GET',
  path: '/reports/{period}/proof',
  roles: 'public',
  summary: 'Read the proof that the log has an edition',
  query: {
    edition: {
      says: 'Number of the edition; the latest where it is left out',
      schema: EditionNumber,
      otherwise: () => problem('malformed_edition'),
    },
  },
  answers: {
    200: { says: 'The proof of the latest edition, or of the one asked for', text: ['text/plain'] },
  },
  problems: ['malformed_period', 'not_published', 'not_logged'],
});
