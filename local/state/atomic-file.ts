import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hasCode } from './error-code.ts';

/** Replaces a file as one step: after a crash it holds either the old content or the new, never a part. */
export function writeAtomically(path: string, content: string | Buffer, mode = 0o600): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, content, { mode, flush: true });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

export function readIfPresent(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}
