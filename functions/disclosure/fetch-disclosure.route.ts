import { STANDING_PROBLEMS } from '../shared/problems.ts';
import { route } from '../shared/route.ts';

/** Not GET: each call counts, and what looks ahead at links must not make one. */
export const fetchDisclosureRoute = route({
  method: 'POST',
  path: '/demands/{id}/disclosure',
  roles: ['agent'],
  summary: 'Take delivery of the package',
  clearedToo: true,
  // Each is an event of the ledger for good; a package is fetched once, or again when the line broke.
  limits: {
    calls: [
      { by: 'person', burst: 30, perHour: 60 },
      { by: 'authority', burst: 120, perHour: 240 },
    ],
  },
  answers: { 303: { says: 'Get the package where Location says, within seconds and without the token' } },
  problems: [
    'not_found',
    ...STANDING_PROBLEMS,
    'decided_on_it',
    'not_available',
    'too_many_fetches',
    'too_large_to_encrypt',
    'withdrawn',
  ],
});
