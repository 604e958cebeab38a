import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { build } from 'vite';
import { DIST } from './dist-folder.ts';
import config from './vite.config.ts';

const ROOT = import.meta.dirname;
/** Says of which sources a build was made. It is served to nobody: hosts leave out names that begin with a dot. */
const MADE_OF = join(DIST, '.made-of');

/** Builds the pages into `web/dist`, unless what is there was made of the same sources. Says whether it built. */
export async function buildWeb(): Promise<boolean> {
  const sources = await sourcesHash();
  const before = existsSync(MADE_OF) ? await readFile(MADE_OF, 'utf8') : undefined;
  if (before === sources) return false;
  await build(config);
  await writeFile(MADE_OF, sources);
  return true;
}

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
