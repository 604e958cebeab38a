import { isDeepStrictEqual } from 'node:util';
import type { Faults } from './faults.ts';
import type { PackageManifest } from './package-manifest.ts';
import type { PackageZip } from './package-zip.ts';

/** The manifest cannot list itself nor what signs it. */
const UNLISTED = ['manifest.json', 'manifest.sig'];

/**
 * Every file of the archive is listed, every listed file is there, and each is byte for byte what is listed. What is there
 * twice says the same twice.
 */
export async function checkFiles(zip: PackageZip, manifest: PackageManifest, faults: Faults): Promise<void> {
  const { digests } = await zip.reading;
  const { files } = manifest;
  const listed = new Set(files.map(({ path }) => path));
  if (listed.size !== files.length)
    faults.add({ rule: 'file-twice', file: 'manifest.json', text: 'it lists a file twice' });
  for (const file of zip.names())
    if (!listed.has(file) && !UNLISTED.includes(file))
      faults.add({ rule: 'file-unlisted', file, text: 'it is not listed in the manifest' });
  for (const { path: file, sha256, size } of files) {
    const found = digests.get(file);
    if (!found) faults.add({ rule: 'file-missing', file, text: 'it is missing' });
    else if (found.sha256 !== sha256 || found.size !== size)
      faults.add({ rule: 'file-digest', file, text: 'it was changed' });
  }
  await checkCopies(zip, manifest, faults);
}

/** For people and for programs. */
async function checkCopies(zip: PackageZip, manifest: PackageManifest, faults: Faults): Promise<void> {
  const compare = async (file: string, saysSame: (copy: Record<string, unknown>) => boolean) => {
    try {
      if (saysSame(JSON.parse((await zip.bytes(file)).toString('utf8')))) return;
      faults.add({ rule: 'copy', file, text: 'it says something else than the manifest' });
    } catch (error) {
      faults.addThrown(error, { rule: 'copy', file });
    }
  };
  await compare('scope.json', ({ grants, notHeld, outOfTime }) =>
    isDeepStrictEqual({ grants, notHeld, outOfTime }, manifest.scope),
  );
  await compare('determination.json', (copy) => isDeepStrictEqual(copy, manifest.determination));
}
