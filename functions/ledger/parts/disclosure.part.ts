import * as z from 'zod/mini';
import { instant } from '../../shared/moment.schema.ts';
import { part } from '../part.ts';
import { SetAsideCount } from './harvest.part.ts';

const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/** The sealed package: where it stands and what proves it. */
export const DisclosurePart = z.strictObject({
  round: z.int(),
  sealedAt: instant,
  key: z.string(),
  versionId: z.string(),
  /** Of the package. */
  sha256,
  size: z.int(),
  manifestSha256: sha256,
  /** Base64 of the DER of the ECDSA signature over the manifest's SHA-256. */
  signature: z.string(),
  keyId: z.string(),
  /** Records by leaf item, over all accounts. */
  counts: z.record(z.string(), z.int()),
  /** How many accounts each set of items was found of, without saying which. Earlier packages have none. */
  found: z.optional(z.array(z.strictObject({ items: z.array(z.string()), accounts: z.int() }))),
  /** What was found and is not in the package, over all accounts. */
  setAside: z.optional(z.array(SetAsideCount)),
  /** Records whose own stamps contradict the period. */
  noted: z.optional(z.int()),
  /** SHA-256 of each piece of so many bytes, where it is larger than one: in such it is encrypted. */
  volumes: z.optional(z.strictObject({ bytes: z.int().check(z.minimum(1)), sha256: z.array(sha256) })),
});

export type DisclosurePart = z.infer<typeof DisclosurePart>;

/** `DISCLOSURE()`: what was sealed. */
export const DISCLOSURE = part('disclosure', DisclosurePart);
