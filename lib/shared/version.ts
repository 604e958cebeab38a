import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')));

/** Of this software, as packages name it. */
export const VERSION = version;
