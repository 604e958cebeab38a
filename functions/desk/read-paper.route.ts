import { problem } from '../shared/problem.ts';
import { route, wholeNumber } from '../shared/route.ts';

const MAX_PAGE = 100_000;

export const readPaperRoute = route({
  method: 'GET',
  path: '/demands/{id}/papers/{sha256}',
  roles: ['reviewer', 'releaser', 'auditor'],
  clearedToo: true,
  summary: 'Look at a page of a paper that the demand names, as a picture',
  query: {
    page: {
      says: 'Which page, from 1; the first where it is left out',
      schema: wholeNumber(1, MAX_PAGE),
      otherwise: () => problem('bad_page', { max: MAX_PAGE }),
    },
  },
  headers: {
    accept: {
      says: 'Must begin with `image/png`: the gateway gives out bytes to nobody else.',
      required: true,
    },
  },
  answers: {
    200: {
      says: 'The page. The header `Link` names the `next` and the `last` (RFC 8288), as references to this URL',
      bytes: ['image/png'],
    },
  },
  problems: [
    'not_found',
    'own_demand',
    'same_session',
    'not_acceptable',
    'page_missing',
    'paper_not_scanned',
    'paper_suspicious',
    'paper_not_drawn',
    'paper_unreadable',
  ],
});
