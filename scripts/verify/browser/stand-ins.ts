import { join } from 'node:path';

const here = (name: string): string => join(import.meta.dirname, name);

/** What a build for browsers takes in the place of Node's own modules. */
export const STAND_INS: Readonly<Record<string, string>> = {
  'node:crypto': here('crypto.ts'),
  'node:util': here('util.ts'),
  'node:zlib': here('zlib.ts'),
};
