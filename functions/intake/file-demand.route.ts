import * as z from 'zod/mini';
import { Demand } from '../shared/demand.schema.ts';
import { instant } from '../shared/moment.schema.ts';
import { FILING_PROBLEMS } from '../shared/problems.ts';
import { route } from '../shared/route.ts';

/** What an Idempotency-Key may be. */
export const IDEMPOTENCY_KEY = /^[\x21-\x7e]{8,200}$/;

export const Filed = z.strictObject({
  id: z.string(),
  status: z.literal('filed'),
  filedAt: instant,
  /** Path of the demand, relative to the host. */
  statusUrl: z.string(),
});

export const fileDemandRoute = route({
  method: 'POST',
  path: '/demands',
  roles: ['agent'],
  summary: 'File a demand',
  headers: {
    'idempotency-key': {
      says: 'New for every demand; the same again gives the same answer',
      required: true,
      pattern: IDEMPOTENCY_KEY,
    },
  },
  body: Demand,
  answers: { 202: { says: 'The id of the demand and the URL of its status', json: Filed } },
  problems: [
    'authority_required',
    'idempotency_key_missing',
    'idempotency_key_reused',
    'document_missing',
    'document_altered',
    'documents_too_large',
    ...FILING_PROBLEMS,
  ],
});
