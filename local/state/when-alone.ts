import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AlreadyRunning, lockState } from './lock.ts';

/** Two laptops may start at once; one makes what both need and the other waits for it. Returns what lets the next in. */
export async function whenAlone(lockFile: string): Promise<() => void> {
  mkdirSync(dirname(lockFile), { recursive: true });
  for (;;) {
    try {
      return lockState(lockFile);
    } catch (error) {
      if (!(error instanceof AlreadyRunning)) throw error;
      await sleep(200);
    }
  }
}
