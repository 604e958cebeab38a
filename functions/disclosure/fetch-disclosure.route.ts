import * as z from 'zod/mini';
import { problem } from '../shared/problem.ts';
import { STANDING_PROBLEMS } from '../shared/problems.ts';
import { route, wholeNumber } from '../shared/route.ts';

const MAX_VOLUME = 999;

/** What is encrypted meanwhile. */
const CopyUnderWay = z.strictObject({ volume: z.int(), askAgainInSeconds: z.int() });

/** Not GET: each call counts, and what looks ahead at links must not make one. */
export const fetchDisclosureRoute = route({
  method: 'POST',
  path: '/demands/{id}/disclosure',
  roles: ['agent'],
  summary: 'Take delivery of the package',
  clearedToo: true,
  query: {
    volume: {
      says: 'Of a large package that goes to keys of an authority: which volume, from 1; the first where it is left out',
      schema: wholeNumber(1, MAX_VOLUME),
      otherwise: () => problem('bad_volume', { max: MAX_VOLUME }),
    },
  },
  // Each fetch is an event of the ledger for good; the largest package has 32 volumes, each asked for again until it is there.
  limits: {
    calls: [
      { by: 'person', burst: 60, perHour: 120 },
      { by: 'authority', burst: 120, perHour: 240 },
    ],
  },
  answers: {
    202: {
      says: 'A copy that only the keys of the authority read is being made: ask again after Retry-After',
      json: CopyUnderWay,
    },
    303: { says: 'Get the package where Location says, within seconds and without the token' },
  },
  problems: [
    'not_found',
    ...STANDING_PROBLEMS,
    'decided_on_it',
    'not_available',
    'too_many_fetches',
    'no_such_volume',
    'withdrawn',
  ],
});
