import * as z from 'zod/mini';
import { Authenticity } from '../shared/circumstances.schema.ts';
import { Competence } from '../shared/competence.schema.ts';
import { FILING_PROBLEMS, STANDING_PROBLEMS } from '../shared/problems.ts';
import { route } from '../shared/route.ts';
import { Amendment } from './amendment.schema.ts';
import { CallBack } from './call-back.schema.ts';
import { DecidedOn, RecordedOn } from './decided-on.schema.ts';

const { signals } = Authenticity.shape;

export const ClarifyRequest = z.union([
  /**
   * A reviewer's findings about who really sent the demand: by a call about it as it was read, and by the marks of a forgery
   * that they saw, which speak against it whatever was amended since.
   */
  z.strictObject({ callBack: CallBack, signals: z.optional(signals), ...DecidedOn.shape }),
  z.strictObject({ signals, ...RecordedOn.shape }),
  /** What a reviewer found of whether the issuer may issue such a paper. */
  z.strictObject({ competence: Competence, ...DecidedOn.shape }),
  /** Nothing new is known, but a date of the paper or of the law has come since it was checked. */
  z.strictObject({ checkAgain: z.literal(true), ...DecidedOn.shape }),
  z.strictObject({ demand: Amendment }),
]);

/** `round` is for reviewers, who decide on one. */
export const Clarified = z.strictObject({ id: z.string(), round: z.optional(z.int()) });

export type ClarifyRequest = z.infer<typeof ClarifyRequest>;
export type Clarified = z.infer<typeof Clarified>;

export const clarifyRoute = route({
  method: 'POST',
  path: '/demands/{id}/clarify',
  roles: ['agent', 'reviewer'],
  summary: 'Add what was missing and check again',
  clearedToo: true,
  body: ClarifyRequest,
  limits: { calls: [{ by: 'person', burst: 60, perHour: 300 }] },
  answers: { 200: { says: 'It is checked again', json: Clarified } },
  problems: [
    'not_found',
    ...STANDING_PROBLEMS,
    'own_demand',
    'same_session',
    'not_awaiting_review',
    'stale_decision',
    'nothing_new',
    'too_many_rounds',
    'no_number_in_register',
    'number_not_in_register',
    'second_person_required',
    ...FILING_PROBLEMS,
  ],
});
