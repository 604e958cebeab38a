import * as z from 'zod/mini';
import { keyIdOf } from '../shared/key-id.ts';
import { instant } from '../shared/moment.schema.ts';
import type { PublishedKeys } from './serve-log.route.ts';

/** Path of the set within what the log serves. */
export const PACKAGE_KEYS = 'keys.json';

/** What the stage says of its keys: since when the present one signs, and all that did before. */
export const KeyTimes = z.strictObject({
  from: instant,
  former: z.array(z.strictObject({ publicKey: z.string(), from: instant, until: instant })),
});
export type KeyTimes = z.infer<typeof KeyTimes>;

/** The set with the present key first. @param presentPem of the key that the seal signs with */
export function publishedKeys(presentPem: string, { from, former }: KeyTimes): PublishedKeys {
  const present = { publicKey: presentPem, from };
  return {
    keys: [present, ...former.toReversed()].map((key) => ({
      keyid: keyIdOf(key.publicKey),
      algorithm: 'ECDSA_SHA_256',
      ...key,
      use: 'disclosures',
    })),
  };
}
