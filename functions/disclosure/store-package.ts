import { InconsistentState } from '../shared/faults.ts';
import { textEntry, type UnsignedPackage } from './build-package.ts';
import type { PackageStore } from './package-store.ts';
import type { Signer } from './signer.ts';
import { type ZippedPackage, zipPackage } from './zip-package.ts';

export type StoredPackage = { versionId: string; sha256: string; size: number; signature: string };

type Deps = { packages: PackageStore; signer: Signer };

/**
 * Signs a package and writes it once. Two signatures of one manifest differ, so where an earlier run that was cut off
 * wrote the package already, its signature is taken over, and the package must come out byte for byte as it stands.
 */
export async function storePackage(
  key: string,
  unsigned: UnsignedPackage,
  { packages, signer }: Deps,
): Promise<StoredPackage> {
  const signed = await signer.sign(Buffer.from(unsigned.manifest, 'utf8'));
  const signature = Buffer.from(signed).toString('base64');
  const written = await withZip(unsigned, signature, async (zip) => {
    const mark = { packageSha256: zip.sha256, manifestSha256: unsigned.manifestSha256, signature };
    const put = await packages.put(key, zip, mark);
    return put === 'exists' ? put : { ...put, sha256: zip.sha256, size: zip.size, signature };
  });
  return written === 'exists' ? takeOver(key, unsigned, packages) : written;
}

async function takeOver(
  key: string,
  unsigned: UnsignedPackage,
  packages: PackageStore,
): Promise<StoredPackage> {
  const { versionId, signature, packageSha256 } = await packages.markOf(key);
  return withZip(unsigned, signature, async ({ sha256, size }) => {
    if (sha256 !== packageSha256) throw new InconsistentState('another package stands under this key');
    return { versionId, sha256, size, signature };
  });
}

async function withZip<T>(
  { manifest, entries }: UnsignedPackage,
  signature: string,
  use: (zip: ZippedPackage) => Promise<T>,
): Promise<T> {
  const zip = await zipPackage([
    ...entries,
    await textEntry('manifest.json', manifest),
    await textEntry('manifest.sig', `${signature}\n`),
  ]);
  try {
    return await use(zip);
  } finally {
    await zip.discard();
  }
}
