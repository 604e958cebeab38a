import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readIfPresent } from './atomic-file.ts';
import { hasCode } from './error-code.ts';
import { StartFault } from './start-fault.ts';

export class AlreadyRunning extends StartFault {
  override readonly name = 'AlreadyRunning';
}

/** When the process began, in the kernel's ticks, so that a pid that was given away again is not mistaken. */
function processStart(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command, in parentheses, may hold spaces; the start time is the 20th field after it.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

function isAlive(pid: number, start: string): boolean {
  // Zero and below would mean groups of processes.
  if (!(Number.isInteger(pid) && pid > 0)) return false;
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const now = processStart(pid);
  return now === undefined || start === '' || now === start;
}

/** The process that holds a lock; undefined when nobody does. */
export function lockHolder(path: string): number | undefined {
  const [pid = '', start = ''] = (readIfPresent(path) ?? '').split(' ');
  return isAlive(Number(pid), start) ? Number(pid) : undefined;
}

/** One laptop per state folder. Returns the function that unlocks it. */
export function lockState(path: string): () => void {
  const own = `${process.pid} ${processStart(process.pid) ?? ''}`;
  const ready = `${path}.${process.pid}`;
  for (;;) {
    writeFileSync(ready, own, { mode: 0o600 });
    try {
      // A link appears with its content, so nobody ever sees a lock without its holder.
      linkSync(ready, path);
      return () => rmSync(path, { force: true });
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
    } finally {
      rmSync(ready, { force: true });
    }
    const holder = lockHolder(path);
    if (holder !== undefined) {
      throw new AlreadyRunning(`A laptop already runs on this state folder (process ${holder}, ${path}).`);
    }
    rmSync(path, { force: true });
  }
}
