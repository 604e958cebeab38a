import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { whenAlone } from '../state/when-alone.ts';

/** Builds the pages, unless what is there was made of the same sources. It is a program of its own, and says nothing to us. */
const BUILD = join('web', 'build.ts');

/**
 * Makes sure that the pages are those of the present sources.
 * @returns why there are none, in a line or more; undefined where there are
 */
export async function freshPages(root: string, lockFile: string): Promise<string | undefined> {
  if (!existsSync(join(root, BUILD))) return 'this project has none';
  const unlock = await whenAlone(lockFile);
  try {
    const build = spawn(process.execPath, [BUILD], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    build.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
    });
    const code = await new Promise((resolve) => build.once('close', resolve));
    return code === 0 ? undefined : `they could not be built:\n${said.trim()}`;
  } finally {
    unlock();
  }
}
