import { route } from '../shared/route.ts';
import { READING } from './reading.schema.ts';

export const readInterimRoute = route({
  method: 'GET',
  path: '/reports/{period}/interim',
  roles: ['auditor'],
  summary: 'Read an interim edition of a period that is not over, as JSON or CSV',
  ...READING,
});
