import { route } from '../shared/route.ts';
import { readReportRoute } from './read-report.route.ts';

export const readInterimRoute = route({
  method: 'GET',
  path: '/reports/{period}/interim',
  roles: ['auditor'],
  summary: 'Read an interim edition of a period that is not over, as JSON or CSV',
  query: readReportRoute.query,
  headers: readReportRoute.headers,
  answers: readReportRoute.answers,
  problems: readReportRoute.problems,
});
