import * as z from 'zod/mini';
import { Attempt } from '../shared/attempt.schema.ts';
import { calendarDate } from '../shared/moment.schema.ts';
import { problem } from '../shared/problem.ts';
import { route, wholeNumber } from '../shared/route.ts';

const MAX_LIMIT = 200;

/** `next` is the `after` of the page that follows; absent on the last. */
export const AttemptsPage = z.strictObject({
  day: z.string(),
  attempts: z.array(Attempt),
  next: z.optional(z.string()),
});

export type AttemptsPage = z.infer<typeof AttemptsPage>;

export const listAttemptsRoute = route({
  method: 'GET',
  path: '/attempts',
  roles: ['auditor'],
  clearedToo: true,
  summary: 'List what was tried and refused, oldest first',
  query: {
    day: {
      says: 'Which day, in UTC; today where it is left out',
      schema: calendarDate,
      otherwise: () => problem('bad_day'),
    },
    limit: {
      says: 'How many at most; 50 where it is left out',
      schema: wholeNumber(1, MAX_LIMIT),
      otherwise: () => problem('bad_limit', { min: 1, max: MAX_LIMIT }),
    },
    after: {
      says: 'The `next` of the page before, unchanged',
      schema: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z#[\w-]{1,128}$/)),
      otherwise: () => problem('bad_cursor'),
    },
  },
  answers: { 200: { says: 'A page of attempts', json: AttemptsPage } },
  problems: [],
});
