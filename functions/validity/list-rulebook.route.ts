import * as z from 'zod/mini';
import { SERIES } from '../ledger/facts.schema.ts';
import { problem } from '../shared/problem.ts';
import { route } from '../shared/route.ts';

export const RulebookIndex = z.strictObject({
  /** `sha256:<hex>` of the whole. */
  rulebook: z.string(),
  instruments: z.array(
    z.strictObject({
      /** Path of the page under `/rulebook/`. */
      id: z.string(),
      title: z.string(),
      series: z.enum(SERIES),
      citation: z.string(),
      confirmed: z.boolean(),
    }),
  ),
  /** Names of the pages that hold for every instrument. */
  general: z.array(z.string()),
  /** Of a search: rules that were found, each by its anchor on its page. */
  rules: z.optional(
    z.array(
      z.strictObject({
        page: z.string(),
        check: z.string(),
        anchor: z.string(),
        says: z.string(),
        cite: z.string(),
      }),
    ),
  ),
});

const MAX_TEXT = 100;

/** Text that may be left empty, as a form sends it. */
const search = (says: string) => ({
  says,
  schema: z.string().check(z.maxLength(MAX_TEXT)),
  otherwise: () => problem('bad_search', { max: MAX_TEXT }),
});

export const listRulebookRoute = route({
  method: 'GET',
  path: '/rulebook',
  roles: 'public',
  summary: 'List the pages of the rulebook, or search it',
  query: {
    q: search('Words, of which each must stand on a page or in its rules, in whatever case'),
    in: search('A folder of pages, such as `us`'),
    series: search('What its demands are counted as, such as `criminal`'),
  },
  headers: { accept: { says: 'HTML for who takes text/html, JSON for everyone else' } },
  answers: {
    200: { says: 'The pages, all or those that were found', json: RulebookIndex, text: ['text/html'] },
  },
  problems: ['bad_search'],
});
