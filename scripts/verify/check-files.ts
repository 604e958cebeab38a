import { isDeepStrictEqual } from 'node:util';
import { PackageFault } from './package-fault.ts';
import type { PackageManifest } from './package-manifest.ts';
import type { PackageZip } from './package-zip.ts';

/** The manifest cannot list itself nor what signs it. */
const UNLISTED = ['manifest.json', 'manifest.sig'];

/** Every file of the archive is listed, every listed file is there, and each is byte for byte what is listed. */
export async function checkFiles(zip: PackageZip, { files }: PackageManifest): Promise<void> {
  const listed = new Set(files.map(({ path }) => path));
  if (listed.size !== files.length) throw new PackageFault('the manifest lists a file twice');
  const extra = zip.names().find((name) => !listed.has(name) && !UNLISTED.includes(name));
  if (extra !== undefined) throw new PackageFault(`${extra} is not listed in the manifest`);
  for (const { path, sha256, size } of files) {
    if (!zip.has(path)) throw new PackageFault(`${path} is missing`);
    const found = await zip.digest(path);
    if (found.sha256 !== sha256 || found.size !== size) throw new PackageFault(`${path} was changed`);
  }
}

/** What is there twice, for people and for programs, says the same twice. */
export async function checkCopies(zip: PackageZip, manifest: PackageManifest): Promise<void> {
  const { grants, notHeld, outOfTime } = parse(await zip.bytes('scope.json'));
  if (!isDeepStrictEqual({ grants, notHeld, outOfTime }, manifest.scope))
    throw new PackageFault('scope.json and the manifest differ');
  if (!isDeepStrictEqual(parse(await zip.bytes('determination.json')), manifest.determination))
    throw new PackageFault('determination.json and the manifest differ');
}

const parse = (bytes: Buffer): Record<string, unknown> => JSON.parse(bytes.toString('utf8'));
