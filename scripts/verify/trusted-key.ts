import { createHash, createPublicKey } from 'node:crypto';
import * as z from 'zod/mini';
import { instantOf } from './date-time.ts';
import { PackageFault } from './package-fault.ts';

/** A key that the caller believes, and between which instants it was used. */
export type TrustedKey = { keyid: string; pem: string; from?: string; until?: string };

const PublishedKeys = z.object({
  keys: z.array(
    z.object({
      keyid: z.string(),
      publicKey: z.string(),
      from: z.string(),
      until: z.optional(z.string()),
      use: z.string(),
    }),
  ),
});

/** What keys of packages are published for. */
const USE = 'disclosures';

/** A key without times: whoever gives it answers for when it was used. */
export const givenKey = (pem: string): TrustedKey => ({ keyid: keyIdOf(pem), pem });

/** The keys of packages of a published set. @throws PackageFault for what is no such set, or names a key wrongly */
export function publishedKeys(text: string): TrustedKey[] {
  const parsed = PublishedKeys.safeParse(jsonOf(text));
  if (!parsed.success) throw new PackageFault('what was given as the published keys is no set of keys');
  const keys = parsed.data.keys.filter(({ use }) => use === USE);
  return keys.map(({ keyid, publicKey, from, until }) => {
    if (keyIdOf(publicKey) !== keyid) throw new PackageFault('the published keys name a key wrongly');
    return { keyid, pem: publicKey, from, ...(until === undefined ? {} : { until }) };
  });
}

/** Whether the key signed packages at that instant, as far as its times are known. */
export function isInUse({ from, until }: TrustedKey, instant: unknown): boolean {
  const at = instantOf(instant);
  return (from === undefined || at >= instantOf(from)) && (until === undefined || at < instantOf(until));
}

/** SHA-256 of the key's SPKI in DER, as lower-case hex. */
export function keyIdOf(pem: string): string {
  try {
    const key = createPublicKey(pem);
    if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') throw new Error('of another kind');
    return createHash('sha256')
      .update(key.export({ type: 'spki', format: 'der' }))
      .digest('hex');
  } catch (cause) {
    throw new PackageFault('a key is no public key on P-256', { cause });
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
