import * as z from 'zod/mini';
import { route } from '../shared/route.ts';

/** A page, or a general file, as `rulebook/page.schema.json` and the rulebook's README tell of them. */
export const RulebookPage = z.looseObject({
  /** `sha256:<hex>` of the rulebook that it is a page of. */
  rulebook: z.string(),
});

export const serveRulebookRoute = route({
  method: 'GET',
  path: '/rulebook/{page+}',
  roles: 'public',
  summary: 'Read a page, as JSON or HTML',
  headers: { accept: { says: 'HTML for who takes text/html, JSON for everyone else' } },
  answers: { 200: { says: 'The page', json: RulebookPage, text: ['text/html'] } },
  problems: ['unknown_page'],
});
