import { GetPublicKeyCommand, type KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { TransientFault } from '../shared/faults.ts';
import type { LogSigner } from './log.store.ts';

/** The last bytes of the key's SubjectPublicKeyInfo are the key itself (RFC 8410). */
const KEY_BYTES = 32;

/** Of a key that an id names, its public half never changes: it is asked for once. */
export function kmsLogSigner(kms: KMSClient, keyId: string): LogSigner {
  let known: Uint8Array | undefined;
  return {
    publicKey: async () => {
      if (known) return known;
      const { PublicKey } = await kms.send(new GetPublicKeyCommand({ KeyId: keyId }));
      if (!PublicKey) throw new TransientFault('no public key came back');
      known = PublicKey.subarray(-KEY_BYTES);
      return known;
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
