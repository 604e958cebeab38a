import { readFileSync } from 'node:fs';

/** DejaVu Sans, which has letters of most scripts that a name may be in; without a path, the one beside the running bundle. */
export const loadFont = (path?: string): Buffer =>
  readFileSync(path ?? new URL('DejaVuSans.ttf', import.meta.url));
