import * as z from 'zod/mini';
import { route } from '../shared/route.ts';
import { Asked, Proposal } from './correction.schema.ts';
import { Edition } from './edition.schema.ts';
import { REASONS } from './report.schema.ts';

export const PublishRequest = z.optional(
  z.strictObject({
    reason: z.optional(z.enum(REASONS)),
    because: z.optional(Asked.shape.because),
    evidence: z.optional(Asked.shape.evidence),
    bands: Asked.shape.bands,
  }),
);

/** Another auditor has to ask for the same. */
const Waiting = z.strictObject({ ...Proposal.shape });

export const publishReportRoute = route({
  method: 'POST',
  path: '/reports/{period}/editions',
  roles: ['auditor'],
  summary: 'Publish an edition',
  body: PublishRequest,
  // Each call reads the whole period. Whoever could ask at every moment would see in how long it takes when a secret ledger moved.
  limits: { calls: [{ by: 'person', burst: 120, perHour: 60 }] },
  answers: {
    200: { says: 'The last edition, which says the same', json: Edition },
    201: { says: 'The new edition', json: Edition },
    202: { says: 'Written down; done when another auditor asks for the same', json: Waiting },
  },
  problems: [
    'malformed_period',
    'period_not_begun',
    'period_not_over',
    'service_not_begun',
    'span_too_near',
    'evidence_required',
    'nothing_to_correct',
    'reason_unfounded',
    'report_incomplete',
    'report_contradicts',
    'edition_conflict',
    'structure_frozen',
    'bands_corrected',
  ],
});
