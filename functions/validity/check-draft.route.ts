import * as z from 'zod/mini';
import { Demand } from '../shared/demand.schema.ts';
import { Determination, Finding } from '../shared/determination.schema.ts';
import { FILING_PROBLEMS } from '../shared/problems.ts';
import { route } from '../shared/route.ts';

export const CheckedDraft = z.strictObject({
  outcome: Determination.shape.outcome,
  /** Findings that stand between the draft and what it asks for. */
  missing: z.array(Finding),
  determination: Determination,
});

export const checkDraftRoute = route({
  method: 'POST',
  path: '/validity',
  roles: ['agent', 'reviewer'],
  summary: 'Check a draft without filing it',
  body: Demand,
  answers: { 200: { says: 'What the draft lacks', json: CheckedDraft } },
  problems: FILING_PROBLEMS,
});
