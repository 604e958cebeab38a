import { join } from 'node:path';

/** Where the built pages lie. */
export const DIST = join(import.meta.dirname, 'dist');
