import * as z from 'zod/mini';
import { instant } from '../shared/moment.schema.ts';
import { route } from '../shared/route.ts';

/**
 * The keys that packages of both compartments were ever signed with, by when. A verifier believes a key for what was sealed
 * in its time.
 */
export const PublishedKeys = z.strictObject({
  keys: z.array(
    z.strictObject({
      /** SHA-256 of the key's SPKI, as packages name it. */
      keyid: z.string(),
      algorithm: z.literal('ECDSA_SHA_256'),
      /** PEM. */
      publicKey: z.string(),
      from: instant,
      until: z.optional(instant),
      use: z.literal('disclosures'),
    }),
  ),
});
export type PublishedKeys = z.infer<typeof PublishedKeys>;

export const serveLogRoute = route({
  method: 'GET',
  path: '/log/{file+}',
  roles: 'public',
  summary:
    'Read the log (checkpoint, checkpoints/SIZE, entries/PAGE, key), or the keys of packages (keys.json)',
  answers: {
    200: {
      says: 'Text, as functions/log/README.md tells of it; of keys.json the keys that sign packages',
      text: ['text/plain'],
      json: PublishedKeys,
    },
  },
  problems: ['not_in_the_log'],
});
