import { GetPublicKeyCommand, type KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { TransientFault } from '../shared/faults.ts';
import type { LogSigner } from './log.store.ts';

/** The last bytes of the key's SubjectPublicKeyInfo are the key itself (RFC 8410). */
const KEY_BYTES = 32;

export function kmsLogSigner(kms: KMSClient, keyId: string): LogSigner {
  return {
    publicKey: async () => {
      const { PublicKey } = await kms.send(new GetPublicKeyCommand({ KeyId: keyId }));
      if (!PublicKey) throw new TransientFault('no public key came back');
      return PublicKey.subarray(-KEY_BYTES);
    },
    sign: async (message) => {
      const { Signature } = await kms.send(
        new SignCommand({
          KeyId: keyId,
          Message: message,
          MessageType: 'RAW',
          SigningAlgorithm: 'ED25519_SHA_512',
        }),
      );
      if (!Signature) throw new TransientFault('no signature came back');
      return Signature;
    },
  };
}
