import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type PostgresServer = { folder: string; stop(): Promise<void> };

/** Where Debian's package puts the programs, or what PATH has. */
function programs(): string | undefined {
  const inPath = (process.env.PATH ?? '').split(':');
  return [...globSync('/usr/lib/postgresql/*/bin').sort().reverse(), ...inPath].find((folder) =>
    ['initdb', 'postgres'].every((name) => existsSync(join(folder, name))),
  );
}

/** PostgreSQL does not run as root; who may become another is the user of Debian's package. */
function runner(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
  const [uid, gid] = [idOf('-u'), idOf('-g')];
  return uid > 0 && gid > 0 ? { uid, gid } : undefined;
}

/** Why there is no PostgreSQL to test against; undefined where there is one. */
export function whyNoServer(): string | undefined {
  if (!programs()) return 'no initdb and postgres in /usr/lib/postgresql/*/bin or in PATH';
  if (process.getuid?.() === 0 && !runner()) return 'this is root, and there is no user postgres';
  return undefined;
}

/** A server of its own in a folder of its own, heard by a socket in that folder alone. */
export async function startPostgres(): Promise<PostgresServer> {
  const [bin = '', user] = [programs(), runner()];
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const as = { cwd: folder, ...user };
  const made = spawnSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'owner', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'],
    { ...as, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-k', folder, '-h', '', '-F', '-c', 'timezone=America/St_Johns'],
    { ...as, stdio: 'ignore' },
  );
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  for (let tries = 0; !existsSync(join(folder, '.s.PGSQL.5432')); tries += 1) {
    if (tries > 300 || server.exitCode !== null) throw new Error('postgres does not start');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    folder,
    stop: async () => {
      // Immediately: nothing of it is kept.
      server.kill('SIGQUIT');
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}
