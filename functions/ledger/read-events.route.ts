import * as z from 'zod/mini';
import { problem } from '../shared/problem.ts';
import { STANDING_PROBLEMS } from '../shared/problems.ts';
import { route, wholeNumber } from '../shared/route.ts';
import { AgentEventsPage } from './agent-events.schema.ts';
import { LedgerEvent } from './event.schema.ts';

const MAX_LIMIT = 500;

export const EventsPage = z.strictObject({
  demandId: z.string(),
  /** Whether all events of the demand, not only this page, form the chain that the demand's head stands for. */
  chain: z.strictObject({ whole: z.boolean(), head: z.string(), length: z.int() }),
  events: z.array(LedgerEvent),
  /** Value of `after` for the next page; absent on the last. */
  next: z.optional(z.int()),
});

export type EventsPage = z.infer<typeof EventsPage>;

export const readEventsRoute = route({
  method: 'GET',
  path: '/demands/{id}/events',
  roles: ['agent', 'reviewer', 'releaser', 'auditor'],
  summary: 'Read the ledger of a demand',
  clearedToo: true,
  query: {
    after: {
      says: 'The `next` of the page before',
      schema: wholeNumber(0, Number.MAX_SAFE_INTEGER),
      otherwise: () => problem('bad_after', { min: 0, max: Number.MAX_SAFE_INTEGER }),
    },
    limit: {
      says: 'How many at most; 100 where it is left out',
      schema: wholeNumber(1, MAX_LIMIT),
      otherwise: () => problem('bad_limit', { min: 1, max: MAX_LIMIT }),
    },
  },
  answers: {
    200: {
      says: 'Its events and whether their chain is whole; to an agent its milestones',
      json: z.union([EventsPage, AgentEventsPage]),
    },
  },
  problems: ['not_found', 'own_demand', 'same_session', ...STANDING_PROBLEMS],
});
