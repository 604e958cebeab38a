import * as z from 'zod/mini';
import { instant } from '../shared/moment.schema.ts';
import { STANDING_PROBLEMS } from '../shared/problems.ts';
import { route } from '../shared/route.ts';

export const Withdrawn = z.strictObject({ id: z.string(), withdrawnAt: instant });
export type Withdrawn = z.infer<typeof Withdrawn>;

/** No body: who withdraws, and what, are in the token and the path. */
export const withdrawRoute = route({
  method: 'POST',
  path: '/demands/{id}/withdraw',
  roles: ['agent'],
  summary: 'Take a demand back',
  clearedToo: true,
  limits: { calls: [{ by: 'person', burst: 60, perHour: 300 }] },
  answers: { 200: { says: 'When it was withdrawn', json: Withdrawn } },
  problems: ['not_found', ...STANDING_PROBLEMS, 'too_late', 'still_to_produce'],
});
