import { GetPublicKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import { TransientFault } from './faults.ts';

/** The public half of a key that signs, as PEM. */
export async function kmsPublicKey(kms: KMSClient, keyId: string): Promise<string> {
  const { PublicKey } = await kms.send(new GetPublicKeyCommand({ KeyId: keyId }));
  if (!PublicKey) throw new TransientFault('no public key came back');
  const lines =
    Buffer.from(PublicKey)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN PUBLIC KEY-----\n${lines.join('\n')}\n-----END PUBLIC KEY-----\n`;
}
