import * as z from 'zod/mini';
import { instant } from '../shared/moment.schema.ts';
import { STANDING_PROBLEMS } from '../shared/problems.ts';
import { route } from '../shared/route.ts';

/** What an agent gets: a link for `expiresIn` seconds, and the hash to hold the package against. */
export const FetchedDisclosure = z.strictObject({
  url: z.string(),
  expiresIn: z.int(),
  sha256: z.string(),
  size: z.int(),
  sealedAt: instant,
  /** That the log has the package (a .tlog-proof, which `npm run verify -- PACKAGE --proof FILE` checks). */
  proof: z.optional(z.string()),
});
export type FetchedDisclosure = z.infer<typeof FetchedDisclosure>;

export const fetchDisclosureRoute = route({
  method: 'GET',
  path: '/demands/{id}/disclosure',
  roles: ['agent'],
  summary: 'Take delivery of the package',
  clearedToo: true,
  // Each link is an event of the ledger for good; a package is fetched once, or again when the line broke.
  limits: {
    calls: [
      { by: 'person', burst: 30, perHour: 60 },
      { by: 'authority', burst: 120, perHour: 240 },
    ],
  },
  answers: { 200: { says: 'A presigned URL and the SHA-256 of the package', json: FetchedDisclosure } },
  problems: ['not_found', ...STANDING_PROBLEMS, 'decided_on_it', 'not_available', 'withdrawn'],
});
