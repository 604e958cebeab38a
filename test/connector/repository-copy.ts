import { cpSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** What is made, kept or cloned, and no source. */
const LEFT_OUT = new Set(['node_modules', '.git', '.due-process', 'cdk.out', 'dist']);

/** A copy of this repository in a folder of its own, with the same packages and caches of its own. */
export function copyOfRepository(root: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'repository-'));
  cpSync(root, folder, {
    recursive: true,
    filter: (path) => !LEFT_OUT.has(basename(path)),
  });
  const packages = join(folder, 'node_modules');
  mkdirSync(packages);
  for (const name of readdirSync(join(root, 'node_modules')))
    if (name !== '.cache') symlinkSync(join(root, 'node_modules', name), join(packages, name));
  return folder;
}
