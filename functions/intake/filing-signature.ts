import { flattenedVerify, importJWK } from 'jose';
import * as z from 'zod/mini';
import type { EnrolledKey } from '../authorities/authority.schema.ts';
import { guardJsonText } from '../shared/json-guard.ts';
import { problem } from '../shared/problem.ts';
import { FILING_SIGNATURE } from './file-demand.route.ts';

/** How far `iat` may be from our clock. */
export const SIGNATURE_MINUTES = 5;

/** A signature of this type is of a filing, and one of anything else that the key signs is none. */
export const SIGNATURE_TYPE = 'due-process-filing+jws';

/** A closed set: no `crit`, no `b64`, and nothing that names a key from elsewhere (`jku`, `jwk`, `x5u`, `x5c`). */
const ProtectedHeader = z.strictObject({
  typ: z.literal(SIGNATURE_TYPE),
  alg: z.string(),
  kid: z.string(),
  /** Seconds since 1970. */
  iat: z.int(),
  /** New for every demand. */
  jti: z.string().check(z.regex(/^[A-Za-z0-9._-]{16,128}$/)),
});

export type FilingSignature = Pick<z.infer<typeof ProtectedHeader>, 'kid' | 'iat' | 'jti'>;

/**
 * What a signature over the bytes of a body says, once one of the keys has made it: one that is in force, by the
 * algorithm that it was enrolled with. Whether its time and its `jti` will do is asked afterwards.
 * @throws Problem 401 for every other signature, alike
 */
export async function verifyFiling(
  signature: string,
  body: Uint8Array,
  { keys, now }: { keys: readonly EnrolledKey[]; now: Date },
): Promise<FilingSignature> {
  if (!FILING_SIGNATURE.test(signature)) throw problem('signature_invalid');
  const [encoded = '', signed = ''] = signature.split('..');
  const header = readHeader(encoded);
  const key = keys.find(({ kid }) => kid === header?.kid);
  if (!header || !key || header.alg !== key.alg || !isInForce(key, now)) throw problem('signature_invalid');
  const payload = Buffer.from(body).toString('base64url');
  try {
    const publicKey = await importJWK(key.jwk, key.alg);
    await flattenedVerify({ protected: encoded, payload, signature: signed }, publicKey, {
      algorithms: [key.alg],
    });
  } catch {
    throw problem('signature_invalid');
  }
  const { kid, iat, jti } = header;
  return { kid, iat, jti };
}

/** @throws Problem 401 for a signature of another time */
export function requireFresh({ iat }: FilingSignature, now: Date): void {
  if (Math.abs(now.getTime() - iat * 1000) > SIGNATURE_MINUTES * 60_000)
    throw problem('signature_stale', { minutes: SIGNATURE_MINUTES });
}

function readHeader(encoded: string): z.infer<typeof ProtectedHeader> | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(encoded, 'base64url'));
    guardJsonText(text);
    return ProtectedHeader.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function isInForce({ from, until }: EnrolledKey, now: Date): boolean {
  const at = now.getTime();
  return Date.parse(from) <= at && (until === undefined || at < Date.parse(until));
}
