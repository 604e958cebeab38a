import * as z from 'zod/mini';
import { Period } from '../shared/demand.schema.ts';
import { problem } from '../shared/problem.ts';
import { route } from '../shared/route.ts';
import { Reach } from './reach.schema.ts';

/** Longer than any list that fits into a URL of a gateway. */
const MAX_LIST = 6000;
const list = z.string().check(z.minLength(1), z.maxLength(MAX_LIST));

/** A list as one parameter has it, separated by commas. */
const listed = z.pipe(
  z.pipe(
    list,
    z.transform((text) => text.split(',')),
  ),
  z.array(z.string().check(z.minLength(1), z.maxLength(200))),
);
const indexes = z.pipe(
  z.pipe(
    list.check(z.regex(/^\d{1,4}(?:,\d{1,4})*$/)),
    z.transform((text) => text.split(',').map(Number)),
  ),
  z.array(z.int()),
);
/** Two days or instants with a solidus between them, as ISO 8601 writes intervals. */
const interval = z.pipe(
  z.pipe(
    list.check(z.regex(/^[^/]+\/[^/]+$/)),
    z.transform((text) => {
      const [from, to] = text.split('/');
      return { from, to };
    }),
  ),
  Period,
);

const narrowing = <T extends z.ZodMiniType>(name: string, says: string, schema: T) => ({
  says,
  schema,
  otherwise: () => problem('bad_narrowing', { name }),
});

export const readReachRoute = route({
  method: 'GET',
  path: '/demands/{id}/reach',
  roles: ['reviewer', 'releaser', 'auditor'],
  clearedToo: true,
  summary: 'Count what the scope would reach, or what a narrowing would leave of it, by what was frozen',
  query: {
    items: narrowing('items', 'Of these items alone, separated by commas', listed),
    targets: narrowing('targets', 'Of these targets alone: their indexes, separated by commas', indexes),
    accounts: narrowing('accounts', 'Of these accounts alone, separated by commas', listed),
    period: narrowing(
      'period',
      'Of this time alone: two days or instants, as in 2026-01-01/2026-06-30',
      interval,
    ),
    after: {
      says: 'The `next` of the page before, unchanged',
      schema: z.string().check(z.minLength(1), z.maxLength(200)),
      otherwise: () => problem('bad_cursor'),
    },
  },
  answers: { 200: { says: 'Counts by account, service, item and month', json: Reach } },
  problems: [
    'not_found',
    'own_demand',
    'same_session',
    'not_checked',
    'too_many_accounts',
    'widens',
    'nothing_to_approve',
  ],
});
