import { readdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Compiled code, which Node keeps from one start of a worker to the next: it halves what a start costs. */
export const COMPILE_CACHE = resolve(import.meta.dirname, '../../node_modules/.cache/compiled');
/** Some five times what all functions of the product come to, in bytes. */
const LARGEST = 300 * 2 ** 20;

/** Node never removes what it kept of code that has changed since. When that has become much, all is made anew. */
export function trimCompileCache(folder = COMPILE_CACHE, largest = LARGEST): void {
  if (sizeOf(folder) > largest) rmSync(folder, { recursive: true, force: true });
}

/** What another laptop removes meanwhile counts for nothing. */
function sizeOf(folder: string): number {
  let bytes = 0;
  for (const name of namesIn(folder))
    bytes += statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0;
  return bytes;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
}
