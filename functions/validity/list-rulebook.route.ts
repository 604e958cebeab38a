import * as z from 'zod/mini';
import { SERIES } from '../ledger/facts.schema.ts';
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
});

export const listRulebookRoute = route({
  method: 'GET',
  path: '/rulebook',
  roles: 'public',
  summary: 'List the pages of the rulebook',
  headers: { accept: { says: 'HTML for who takes text/html, JSON for everyone else' } },
  answers: { 200: { says: 'The pages', json: RulebookIndex, text: ['text/html'] } },
  problems: [],
});
