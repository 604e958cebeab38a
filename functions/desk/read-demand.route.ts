import { route } from '../shared/route.ts';
import { DemandView } from './demand-view.schema.ts';

export const readDemandRoute = route({
  method: 'GET',
  path: '/demands/{id}',
  roles: ['agent', 'reviewer', 'releaser', 'auditor'],
  summary: 'Read a demand',
  answers: { 200: { says: 'Its status, determination and decisions', json: DemandView } },
  problems: ['not_found', 'authority_required'],
});
