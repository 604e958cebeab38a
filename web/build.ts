import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { build } from 'vite';
import { DIST } from './dist-folder.ts';
import config from './vite.config.ts';

const ROOT = import.meta.dirname;
/** Says of which sources a build was made. It is served to nobody: hosts leave out names that begin with a dot. */
const MADE_OF = '.made-of';

/**
 * Builds the pages into `web/dist`, unless what is there was made of the same sources. Says whether it built. Several may build
 * at once while the pages are served: each builds in a folder of its own, and one that is whole takes the place of the old.
 */
export async function buildWeb(): Promise<boolean> {
  const sources = await sourcesHash();
  if ((await madeOf()) === sources) return false;
  const own = `${DIST}-${process.pid}`;
  const before = `${own}-before`;
  try {
    await build({ ...config, build: { ...config.build, outDir: own } });
    await writeFile(join(own, MADE_OF), sources);
    if ((await madeOf()) === sources) return false;
    await rename(DIST, before).catch(unless('ENOENT'));
    // Another build that took the place meanwhile stays.
    await rename(own, DIST).catch(unless('ENOTEMPTY', 'EEXIST'));
    return true;
  } finally {
    for (const left of [own, before]) await rm(left, { recursive: true, force: true });
  }
}

async function madeOf(): Promise<string | undefined> {
  const path = join(DIST, MADE_OF);
  return existsSync(path) ? readFile(path, 'utf8') : undefined;
}

const unless =
  (...codes: string[]) =>
  (error: NodeJS.ErrnoException): void => {
    if (!codes.includes(error.code ?? '')) throw error;
  };

async function sourcesHash(): Promise<string> {
  // What checks packages is bundled too.
  const folders = [ROOT, join(ROOT, '..', 'scripts', 'verify')];
  const all = await Promise.all(
    folders.map((folder) => readdir(folder, { recursive: true, withFileTypes: true })),
  );
  const files = all
    .flat()
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !relative(ROOT, path).startsWith('dist'))
    .concat(join(ROOT, '..', 'package-lock.json'))
    .sort();
  const hash = createHash('sha256');
  for (const path of files)
    hash
      .update(relative(ROOT, path))
      .update('\0')
      .update(await readFile(path))
      .update('\0');
  return hash.digest('hex');
}

if (import.meta.main)
  console.log((await buildWeb()) ? 'web/dist is built' : 'web/dist is as its sources are');
