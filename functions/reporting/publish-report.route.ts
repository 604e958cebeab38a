import * as z from 'zod/mini';
import { route } from '../shared/route.ts';
import { Edition } from './edition.schema.ts';
import { REASONS } from './report.schema.ts';

export const PublishRequest = z.optional(z.strictObject({ reason: z.optional(z.enum(REASONS)) }));

export const publishReportRoute = route({
  method: 'POST',
  path: '/reports/{period}/editions',
  roles: ['auditor'],
  summary: 'Publish an edition',
  body: PublishRequest,
  answers: {
    200: { says: 'The last edition, which says the same', json: Edition },
    201: { says: 'The new edition', json: Edition },
  },
  problems: [
    'malformed_period',
    'period_not_begun',
    'report_incomplete',
    'edition_conflict',
    'structure_frozen',
  ],
});
