import { createHash } from 'node:crypto';
import { GetPublicKeyCommand, type KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { TransientFault } from '../shared/faults.ts';
import type { Signer } from './signer.ts';

export function kmsSigner(kms: KMSClient, keyId: string): Signer {
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
      const { PublicKey } = await kms.send(new GetPublicKeyCommand({ KeyId: keyId }));
      if (!PublicKey) throw new TransientFault('no public key came back');
      return pemOf(PublicKey);
    },
  };
}

function pemOf(spki: Uint8Array): string {
  const lines =
    Buffer.from(spki)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN PUBLIC KEY-----\n${lines.join('\n')}\n-----END PUBLIC KEY-----\n`;
}
