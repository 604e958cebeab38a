import { createPublicKey, verify } from 'node:crypto';
import { isDer } from './canonical-signature.ts';
import type { Faults } from './faults.ts';
import { PackageFault } from './package-fault.ts';
import { PackageManifest } from './package-manifest.ts';
import type { PackageZip } from './package-zip.ts';
import { isInUse, keyIdOf, type TrustedKey } from './trusted-key.ts';

const SIGNATURE = 'manifest.sig';

/**
 * The manifest of an earlier format, held against its signature. It is vouched for where the key is one that the caller
 * believes; the package's own copy only shows that it is whole. Which of its two forms s has was left to the signer.
 * @throws PackageFault where there is no manifest to go on with
 */
export async function checkSignature(
  zip: PackageZip,
  keys: readonly TrustedKey[],
  faults: Faults,
): Promise<{ manifest: PackageManifest; keyid: string; vouched: boolean }> {
  const add = (rule: string, text: string) => faults.add({ rule, file: SIGNATURE, text });
  const bytes = await zip.bytes('manifest.json');
  const text = (await zip.bytes(SIGNATURE)).toString('latin1');
  const ownPem = (await zip.bytes('signing-key.pem')).toString('utf8');
  const keyid = keyIdOf(ownPem);
  const known = keys.find((key) => key.keyid === keyid);
  if (keys.length > 0 && !known)
    add('key-unknown', 'the package was signed with another key than the one given');
  const der = Buffer.from(text, 'base64');
  if (text !== `${der.toString('base64')}\n`)
    add('signature-base64', 'it is not one line of base64 in its one form');
  if (!isDer(der)) add('signature-der', 'the signature is not in its one form of DER');
  if (!verify('sha256', bytes, createPublicKey(known?.pem ?? ownPem), der))
    add('signature', 'the signature of manifest.json is not good');
  const manifest = manifestOf(bytes);
  if (known && !isInUse(known, manifest.sealedAt))
    add('key-validity', 'it says that it was sealed when its key was not in use');
  return { manifest, keyid, vouched: known !== undefined };
}

function manifestOf(bytes: Buffer): PackageManifest {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    value = undefined;
  }
  const parsed = PackageManifest.safeParse(value);
  if (parsed.success && /\/[12]$/.test(parsed.data.format)) return parsed.data;
  throw new PackageFault('the manifest is of another format', {
    rule: 'manifest-form',
    file: 'manifest.json',
  });
}
