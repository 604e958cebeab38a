import { createHash } from 'node:crypto';
import type { ScratchFile } from '../retrieval/scratch-file.ts';
import { InconsistentState } from '../shared/faults.ts';
import type { FoundParts } from './found.ts';
import type { PackedPart } from './pack-files.ts';
import type { PackageStore, StoredPackage } from './package-store.ts';
import { type Making, type PackageTail, packageTail } from './package-tail.ts';
import { type SignDeps, signed } from './signed.ts';

/**
 * Signs a package that is held whole, and writes it once. Two signatures of one statement differ, so where an earlier run that
 * was cut off wrote the package already, its signature is taken over, and the package must come out byte for byte as it stands.
 */
export async function putWhole(
  found: FoundParts,
  { files, noted, held }: PackedPart & { held: Uint8Array },
  making: Making & { scratch: ScratchFile },
  deps: SignDeps & { packages: PackageStore },
): Promise<StoredPackage> {
  const tail = await packageTail(found, files, making);
  const { packages, signer } = deps;
  // The statement names every byte, so that what a release with other tables or another key wrote is in nobody's way.
  const key = `${found.record.id}/${found.round}/${tail.statementSha256}.zip`;
  const signature = await signed(tail.statement, making.publicKeyPem, deps);
  const about = { key, manifestSha256: tail.statementSha256, keyId: signer.keyId, noted };
  const content = await archiveOf(held, tail, signature);
  const mark = {
    packageSha256: content.sha256,
    manifestSha256: tail.statementSha256,
    signature: signature.sig,
  };
  const put = await packages.put(key, content, mark);
  if (put !== 'exists') return { ...about, ...put, ...sizeOf(content), signature: signature.sig };

  const written = await packages.markOf(key);
  const standing = await archiveOf(held, tail, { ...signature, sig: written.signature });
  if (standing.sha256 !== written.packageSha256)
    throw new InconsistentState('another package stands under this key');
  const { versionId } = written;
  return { ...about, versionId, ...sizeOf(standing), signature: written.signature };
}

type Archive = { sha256: string; size: number; chunks: readonly Uint8Array[] };

const sizeOf = ({ sha256, size }: Archive) => ({ sha256, size });

async function archiveOf(
  held: Uint8Array,
  tail: PackageTail,
  signature: { keyid: string; sig: string },
): Promise<Archive> {
  const chunks = [held];
  await tail.write((chunk) => {
    chunks.push(Buffer.from(chunk));
    return undefined;
  }, signature);
  const hash = createHash('sha256');
  for (const chunk of chunks) hash.update(chunk);
  const size = chunks.reduce((sum, { byteLength }) => sum + byteLength, 0);
  return { sha256: hash.digest('hex'), size, chunks };
}
