import { checkCopies, checkFiles } from './check-files.ts';
import { checkRecords } from './check-records.ts';
import { checkSignature, type SignedBy } from './check-signature.ts';
import { PackageFault } from './package-fault.ts';
import { PackageManifest } from './package-manifest.ts';
import { openPackageZip } from './package-zip.ts';

export type Verified = { manifest: PackageManifest; signedBy: SignedBy; records: number };

/**
 * Verifies a package, offline and without a secret: the signature, every hash, that nothing is missing or added, and
 * that every record is within the scope that the manifest states.
 * @param key the published signing key as PEM; without it the package's own is used
 * @throws PackageFault for the first reason not to believe it
 */
export async function verifyPackage(path: string, key?: string): Promise<Verified> {
  const zip = await openPackageZip(path);
  try {
    const { manifest: bytes, signedBy } = await checkSignature(zip, key);
    const parsed = PackageManifest.safeParse(JSON.parse(bytes.toString('utf8')));
    if (!parsed.success) throw new PackageFault('the manifest is of another format');
    await checkFiles(zip, parsed.data);
    await checkCopies(zip, parsed.data);
    return { manifest: parsed.data, signedBy, records: await checkRecords(zip, parsed.data) };
  } finally {
    zip.close();
  }
}
