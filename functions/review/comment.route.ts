import * as z from 'zod/mini';
import { STANDING_PROBLEMS } from '../shared/problems.ts';
import { route } from '../shared/route.ts';
import { said } from '../shared/text.schema.ts';

export const CommentRequest = z.strictObject({ text: said(4000) });

export const Commented = z.strictObject({ id: z.string(), comment: z.int() });

export type CommentRequest = z.infer<typeof CommentRequest>;
export type Commented = z.infer<typeof Commented>;

export const commentRoute = route({
  method: 'POST',
  path: '/demands/{id}/comments',
  roles: ['agent', 'reviewer', 'releaser'],
  summary: 'Write a comment that the desk and the authority see',
  clearedToo: true,
  body: CommentRequest,
  limits: { calls: [{ by: 'person', burst: 30, perHour: 120 }] },
  answers: { 200: { says: 'Its number', json: Commented } },
  problems: ['not_found', ...STANDING_PROBLEMS, 'own_demand', 'same_session', 'too_many_comments'],
});
