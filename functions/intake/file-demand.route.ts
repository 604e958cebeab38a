import * as z from 'zod/mini';
import { Demand } from '../shared/demand.schema.ts';
import { instant } from '../shared/moment.schema.ts';
import { FILING_PROBLEMS, STANDING_PROBLEMS } from '../shared/problems.ts';
import { route } from '../shared/route.ts';

/** What an Idempotency-Key may be. */
export const IDEMPOTENCY_KEY = /^[\x21-\x7e]{8,200}$/;

/** What a Filing-Signature may be: a compact JWS without its payload (RFC 7515, appendix F). */
export const FILING_SIGNATURE = /^[A-Za-z0-9_-]{1,1400}\.\.[A-Za-z0-9_-]{1,1400}$/;

const another = z.optional(z.string().check(z.regex(/^[dc]-[0-9a-z]{26}$/)));

/** A demand, and others of the same authority. */
export const Filing = z.extend(Demand, {
  /** The one whose place it takes. */
  supersedes: another,
  /** The emergency for which it is the legal process that the authority owes. */
  pays: another,
});

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
    'filing-signature': {
      says: 'A JWS over the bytes of the body, without them, by a key of the authority; some must send it',
      pattern: FILING_SIGNATURE,
    },
  },
  body: Filing,
  // An office files some dozens on its busiest day; a system that files for it may catch up after a day without.
  limits: {
    calls: [
      { by: 'person', burst: 100, perHour: 600 },
      { by: 'authority', burst: 300, perHour: 1800 },
    ],
    emergencies: [
      { by: 'person', burst: 100, perHour: 600 },
      { by: 'authority', burst: 300, perHour: 1800 },
    ],
  },
  answers: { 202: { says: 'The id of the demand and the URL of its status', json: Filed } },
  problems: [
    ...STANDING_PROBLEMS,
    'signature_required',
    'signature_invalid',
    'signature_stale',
    'signature_replayed',
    'idempotency_key_missing',
    'idempotency_key_reused',
    'document_missing',
    'document_altered',
    'document_type_differs',
    'documents_too_large',
    ...FILING_PROBLEMS,
    'not_found',
    'superseded_already',
    'no_debt',
    'pays_without_process',
    'pays_too_little',
  ],
});
