import * as z from 'zod/mini';
import { STANDING_PROBLEMS } from '../shared/problems.ts';
import { route } from '../shared/route.ts';
import { AgentView } from './agent-view.schema.ts';
import { DemandView } from './demand-view.schema.ts';

export const readDemandRoute = route({
  method: 'GET',
  path: '/demands/{id}',
  roles: ['agent', 'reviewer', 'releaser', 'auditor'],
  summary: 'Read a demand',
  clearedToo: true,
  answers: {
    200: {
      says: 'Its status, determination and decisions; to an agent what its paper amounts to and what people decided',
      json: z.union([DemandView, AgentView]),
    },
  },
  problems: ['not_found', 'own_demand', 'same_session', ...STANDING_PROBLEMS],
});
