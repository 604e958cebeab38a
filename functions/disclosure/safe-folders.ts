import { safeName } from './safe-name.ts';

/** Folders of one path, all together: with the names before and after them a path stays below 1000 bytes. */
const MAX_BYTES = 400;

/** Files have such names: a folder of one would be in its way. */
const NUMBERED = /^\d{6,}-/;

/** The folders of a path, each with a name that file systems take. What is too deep is left out; the list of files has all. */
export function safeFolders(path: string): string[] {
  const folders: string[] = [];
  let left = MAX_BYTES;
  for (const part of path.slice(0, 10_000).split(/[/\\]/)) {
    // Empty, here and above: of no place in a package.
    if (/^\.{0,2}$/.test(part)) continue;
    const name = safeName(part);
    const folder = NUMBERED.test(name) ? `_${name}` : name;
    left -= Buffer.byteLength(folder) + 1;
    if (left < 0) break;
    folders.push(folder);
  }
  return folders;
}
