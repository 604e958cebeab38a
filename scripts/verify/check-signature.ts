import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { PackageFault } from './package-fault.ts';
import type { PackageZip } from './package-zip.ts';

/** Whose signature was found good: that of a key that the caller knows, or only that of the package's own. */
export type SignedBy = 'given-key' | 'own-key';

/**
 * The manifest's bytes, once their signature is good. With a key of the caller's, the package must be signed with it;
 * without one, the package proves that it is whole, and not from whom it is.
 * @throws PackageFault for a signature that is not good, and for one by another key
 */
export async function checkSignature(
  zip: PackageZip,
  givenKey: string | undefined,
): Promise<{ manifest: Buffer; signedBy: SignedBy }> {
  const [manifest, signature, ownPem] = [
    await zip.bytes('manifest.json'),
    await zip.bytes('manifest.sig'),
    await zip.bytes('signing-key.pem'),
  ];
  const own = publicKey(ownPem.toString('utf8'));
  const key = givenKey === undefined ? own : publicKey(givenKey);
  if (!key.equals(own)) throw new PackageFault('the package was signed with another key than the one given');
  const der = Buffer.from(signature.toString('latin1').trim(), 'base64');
  if (!verify('sha256', manifest, key, der))
    throw new PackageFault('the signature of manifest.json is not good');
  return { manifest, signedBy: givenKey === undefined ? 'own-key' : 'given-key' };
}

function publicKey(pem: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPublicKey(pem);
  } catch (cause) {
    throw new PackageFault('a signing key cannot be read', { cause });
  }
  if (key.asymmetricKeyType !== 'ec' || key.asymmetricKeyDetails?.namedCurve !== 'prime256v1')
    throw new PackageFault('a signing key is not an ECDSA key on P-256');
  return key;
}
