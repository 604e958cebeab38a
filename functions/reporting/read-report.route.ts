import { route } from '../shared/route.ts';
import { READING } from './reading.schema.ts';

export const readReportRoute = route({
  method: 'GET',
  path: '/reports/{period}',
  roles: 'public',
  summary: 'Read a report, as JSON or CSV',
  ...READING,
});
