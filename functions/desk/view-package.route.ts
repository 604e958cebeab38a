import { problem } from '../shared/problem.ts';
import { route, wholeNumber } from '../shared/route.ts';
import { PackageView } from './view-package.schema.ts';

/** A package has a million files at most, and some beside. */
const MAX_AFTER = 2_000_000;
const MAX_LIMIT = 1000;

export const viewPackageRoute = route({
  method: 'GET',
  path: '/demands/{id}/package',
  roles: ['releaser', 'auditor'],
  clearedToo: true,
  summary: 'Read what a sealed package has, what it lacks, and how it came to that',
  query: {
    limit: {
      says: 'How many files of the index at most; 200 where it is left out',
      schema: wholeNumber(1, MAX_LIMIT),
      otherwise: () => problem('bad_limit.demands', { max: MAX_LIMIT }),
    },
    after: {
      says: 'The `next` of the page before',
      schema: wholeNumber(0, MAX_AFTER),
      otherwise: () => problem('bad_after', { min: 0, max: MAX_AFTER }),
    },
  },
  answers: { 200: { says: 'The package against the approved scope, and its index', json: PackageView } },
  problems: ['not_found', 'own_demand', 'same_session', 'nothing_sealed', 'not_awaiting_release'],
});
