import { createHash } from 'node:crypto';
import { InconsistentState } from '../shared/faults.ts';
import { keyIdOf } from '../shared/key-id.ts';
import { tagManifests } from './bag.ts';
import type { UnsignedPackage } from './build-package.ts';
import { envelope, preAuthentication } from './envelope.ts';
import { lowS } from './low-s.ts';
import { textEntry } from './package-entry.ts';
import type { PackageStore } from './package-store.ts';
import type { Signer } from './signer.ts';
import { type ZipArchive, zipArchive } from './zip-archive.ts';

export type StoredPackage = { versionId: string; sha256: string; size: number; signature: string };

type Signing = { publicKeyPem: string; packages: PackageStore; signer: Signer };

/**
 * Signs a package and writes it once. Two signatures of one statement differ, so where an earlier run that was cut off
 * wrote the package already, its signature is taken over, and the package must come out byte for byte as it stands.
 */
export async function storePackage(
  key: string,
  unsigned: UnsignedPackage,
  { publicKeyPem, packages, signer }: Signing,
): Promise<StoredPackage> {
  const keyid = keyIdOf(publicKeyPem);
  const signed = await signer.sign(preAuthentication(unsigned.statement));
  const signature = lowS(signed).toString('base64');
  const archive = archiveOf(unsigned, { keyid, sig: signature });
  const sha256 = await sha256Of(archive);
  const mark = { packageSha256: sha256, manifestSha256: unsigned.statementSha256, signature };
  const put = await packages.put(key, { sha256, ...archive }, mark);
  if (put !== 'exists') return { ...put, sha256, size: archive.size, signature };

  const written = await packages.markOf(key);
  const standing = archiveOf(unsigned, { keyid, sig: written.signature });
  if ((await sha256Of(standing)) !== written.packageSha256)
    throw new InconsistentState('another package stands under this key');
  const { versionId, packageSha256, signature: taken } = written;
  return { versionId, sha256: packageSha256, size: standing.size, signature: taken };
}

function archiveOf(
  { base, statement, payload, tags }: UnsignedPackage,
  signed: { keyid: string; sig: string },
): ZipArchive {
  const all = [...tags, textEntry('statement.dsse.json', envelope(statement, signed))];
  return zipArchive(base, [...payload, ...all, ...tagManifests(all)]);
}

/** Reads every byte once before any is written: a package whose bytes changed meanwhile is never begun. */
async function sha256Of(archive: ZipArchive): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of archive.bytes()) hash.update(chunk);
  return hash.digest('hex');
}
