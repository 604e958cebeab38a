import { CompactSign, exportJWK, generateKeyPair, type JWK } from 'jose';
import type { EnrolledKey } from '../../functions/authorities/authority.schema.ts';
import { SIGNATURE_TYPE } from '../../functions/intake/filing-signature.ts';

type Alg = EnrolledKey['alg'];
type PrivateKey = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];
export type SigningPair = { enrolled: EnrolledKey; privateKey: PrivateKey; publicJwk: JWK };

/** A key as an authority has it, and as it is enrolled. */
export async function somePair(alg: Alg, kid: string, change: object = {}): Promise<SigningPair> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const publicJwk = await exportJWK(publicKey);
  const enrolled = { kid, alg, jwk: publicJwk, from: '2026-01-01T00:00:00Z', ...change } as EnrolledKey;
  return { enrolled, privateKey, publicJwk };
}

/** A header `Filing-Signature` over some bytes; `change` says what is otherwise in the protected header. */
export async function signed(
  body: Uint8Array,
  { enrolled: { kid, alg }, privateKey }: Pick<SigningPair, 'enrolled' | 'privateKey'>,
  change: object = {},
): Promise<string> {
  const header = { typ: SIGNATURE_TYPE, alg, kid, ...change };
  const { crit: _crit, ...signing } = header as { crit?: unknown; alg: string };
  const jws = await new CompactSign(body).setProtectedHeader(signing as { alg: string }).sign(privateKey);
  const [encoded, , signature] = jws.split('.');
  return `${encoded}..${signature}`;
}
