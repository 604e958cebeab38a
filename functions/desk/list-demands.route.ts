import * as z from 'zod/mini';
import { STATUSES } from '../ledger/statuses.ts';
import { problem } from '../shared/problem.ts';
import { STANDING_PROBLEMS } from '../shared/problems.ts';
import { route, wholeNumber } from '../shared/route.ts';
import { AgentPage } from './agent-view.schema.ts';
import { DemandPage } from './demand-view.schema.ts';

const MAX_LIMIT = 200;

export const listDemandsRoute = route({
  method: 'GET',
  path: '/demands',
  roles: ['agent', 'reviewer', 'releaser', 'auditor'],
  summary: 'List demands, newest first',
  clearedToo: true,
  query: {
    status: {
      says: 'For staff: which demands; those that await a review where it is left out',
      schema: z.enum(STATUSES),
      otherwise: () => problem('bad_status', { statuses: STATUSES.join(', ') }),
    },
    limit: {
      says: 'How many at most; 50 where it is left out',
      schema: wholeNumber(1, MAX_LIMIT),
      otherwise: () => problem('bad_limit.demands', { max: MAX_LIMIT }),
    },
    after: {
      says: 'The `next` of the page before, unchanged',
      schema: z.string(),
      otherwise: () => problem('bad_cursor'),
    },
  },
  answers: { 200: { says: 'A page of demands', json: z.union([DemandPage, AgentPage]) } },
  problems: STANDING_PROBLEMS,
});
