import { createHash } from 'node:crypto';
import { type KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { TransientFault } from '../shared/faults.ts';
import { kmsPublicKey } from '../shared/kms-public-key.ts';
import type { Signer } from './signer.ts';

/** Of a key that an id names, its public half never changes: it is asked for once. */
export function kmsSigner(kms: KMSClient, keyId: string): Signer {
  let publicKeyPem: string | undefined;
  return {
    keyId,
    sign: async (message) => {
      // KMS takes messages up to 4 KiB, and digests of any.
      const digest = createHash('sha256').update(message).digest();
      const { Signature } = await kms.send(
        new SignCommand({
          KeyId: keyId,
          Message: digest,
          MessageType: 'DIGEST',
          SigningAlgorithm: 'ECDSA_SHA_256',
        }),
      );
      if (!Signature) throw new TransientFault('no signature came back');
      return Signature;
    },
    publicKeyPem: async () => {
      publicKeyPem ??= await kmsPublicKey(kms, keyId);
      return publicKeyPem;
    },
  };
}
