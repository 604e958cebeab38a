import * as z from 'zod/mini';
import { instant } from '../shared/moment.schema.ts';
import { route } from '../shared/route.ts';

/** What an agent gets: a link for `expiresIn` seconds, and the hash to hold the package against. */
export const FetchedDisclosure = z.strictObject({
  url: z.string(),
  expiresIn: z.int(),
  sha256: z.string(),
  size: z.int(),
  sealedAt: instant,
});
export type FetchedDisclosure = z.infer<typeof FetchedDisclosure>;

export const fetchDisclosureRoute = route({
  method: 'GET',
  path: '/demands/{id}/disclosure',
  roles: ['agent'],
  summary: 'Take delivery of the package',
  answers: { 200: { says: 'A presigned URL and the SHA-256 of the package', json: FetchedDisclosure } },
  problems: ['not_found', 'authority_required', 'not_available', 'withdrawn'],
});
