import { keyIdOf } from '../shared/key-id.ts';
import { preAuthentication } from './envelope.ts';
import { lowS } from './low-s.ts';
import type { Signer } from './signer.ts';

export type SignDeps = { signer: Signer };

/** The signature of a statement, as an envelope has it. Two of one statement differ. */
export async function signed(
  statement: string,
  publicKeyPem: string,
  { signer }: SignDeps,
): Promise<{ keyid: string; sig: string }> {
  const signature = await signer.sign(preAuthentication(statement));
  return { keyid: keyIdOf(publicKeyPem), sig: lowS(signature).toString('base64') };
}
