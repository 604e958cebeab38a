import * as z from 'zod/mini';
import { SERIES } from '../ledger/facts.schema.ts';
import { WAITS } from '../ledger/parts/waiting.schema.ts';
import { STATUSES } from '../ledger/statuses.ts';
import { OUTCOMES } from '../shared/determination.schema.ts';
import { calendarDate, instant } from '../shared/moment.schema.ts';
import { problem } from '../shared/problem.ts';
import { STANDING_PROBLEMS } from '../shared/problems.ts';
import { route, wholeNumber } from '../shared/route.ts';
import { AgentPage } from './agent-view.schema.ts';
import { DemandPage } from './demand-view.schema.ts';

const MAX_LIMIT = 200;
const MAX_TEXT = 100;

/** Statuses as one parameter lists them. */
const statuses = z.pipe(
  z.pipe(
    z.string().check(z.maxLength(200)),
    z.transform((text) => text.split(',')),
  ),
  z.array(z.enum(STATUSES)).check(z.maxLength(STATUSES.length)),
);

const filter = (name: string, says: string, pattern: RegExp) => ({
  says: `For staff: ${says}`,
  schema: z.string().check(z.regex(pattern)),
  otherwise: () => problem('bad_filter', { name }),
});

export const listDemandsRoute = route({
  method: 'GET',
  path: '/demands',
  roles: ['agent', 'reviewer', 'releaser', 'auditor'],
  summary:
    'List demands: for the desk what is to be done, danger and due day first; for agents their own, newest first',
  clearedToo: true,
  query: {
    status: {
      says: 'For staff: in which statuses, separated by commas; all that are open where it is left out. `closed` stands alone, newest first',
      schema: statuses,
      otherwise: () => problem('bad_status', { statuses: STATUSES.join(', ') }),
    },
    instrument: filter('instrument', 'an instrument of the rulebook', /^[a-z0-9][a-z0-9/-]{1,99}$/),
    series: {
      says: 'For staff: a series of the report',
      schema: z.enum(SERIES),
      otherwise: () => problem('bad_filter', { name: 'series' }),
    },
    authority: filter('authority', 'the id of the authority that filed it', /^[a-z0-9][a-z0-9-]{1,63}$/),
    country: filter('country', 'the country of its authority, by ISO 3166-1', /^[A-Z]{2}$/),
    outcome: {
      says: 'For staff: what its checks came to',
      schema: z.enum(OUTCOMES),
      otherwise: () => problem('bad_filter', { name: 'outcome' }),
    },
    dueBefore: {
      says: 'For staff: due by the end of this day, or by this instant',
      schema: z.union([calendarDate, instant]),
      otherwise: () => problem('bad_instant'),
    },
    holder: {
      says: 'For staff: who works on it: `me`, `none` for what waits and has nobody, or a subject',
      schema: z.string().check(z.regex(/^[\x20-\x7e]{1,255}$/)),
      otherwise: () => problem('bad_filter', { name: 'holder' }),
    },
    waits: {
      says: 'For staff: those alone, closed ones too, in which an `order` of silence waits for a decision, a `comment` of the authority for an answer, a `debt` of legal process for its payment, or an emergency for a `look-back`',
      schema: z.enum(WAITS),
      otherwise: () => problem('bad_filter.waits'),
    },
    q: {
      says: 'For staff: part of its reference, in whatever case',
      schema: z.string().check(z.minLength(1), z.maxLength(MAX_TEXT)),
      otherwise: () => problem('bad_text', { max: MAX_TEXT }),
    },
    format: {
      says: 'For staff: `json`, or `csv` for a spreadsheet',
      schema: z.enum(['json', 'csv']),
      otherwise: () => problem('unknown_format', { formats: 'json, csv' }),
    },
    limit: {
      says: 'How many at most; 50 where it is left out',
      schema: wholeNumber(1, MAX_LIMIT),
      otherwise: () => problem('bad_limit.demands', { max: MAX_LIMIT }),
    },
    after: {
      says: 'The `next` of the page before, unchanged',
      schema: z.string(),
      otherwise: () => problem('bad_cursor'),
    },
  },
  answers: {
    200: {
      says: 'A page of demands; as CSV the header `Link` names the `next` (RFC 8288)',
      json: z.union([DemandPage, AgentPage]),
      text: ['text/csv'],
    },
  },
  problems: STANDING_PROBLEMS,
});
