import { Decrypter } from 'age-encryption';

/** What a key makes of a copy. */
export async function decrypted(copy: Uint8Array, identity: string): Promise<Buffer> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return Buffer.from(await decrypter.decrypt(copy));
}
