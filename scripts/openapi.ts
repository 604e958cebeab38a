import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readArguments } from './arguments.ts';
import { runScript } from './input-file.ts';
import { openApi } from './openapi/document.ts';

const ROOT = join(import.meta.dirname, '..');
export const OPENAPI_FILE = join(ROOT, 'docs/openapi.json');
export const CLIENT_TYPES_FILE = join(ROOT, 'examples/client/schema.d.ts');

/** The description as docs/openapi.json holds it. */
export const openApiText = (): string => `${JSON.stringify(openApi(), null, 2)}\n`;

/**
 * The types of a client for a description in a file. The generator needs the compiler's older API, so it stands in a
 * workspace of its own and is run, not imported.
 */
export function clientTypes(openApiFile: string): string {
  const generator = join(ROOT, 'scripts/api-types/node_modules/openapi-typescript/bin/cli.js');
  return execFileSync(process.execPath, [generator, openApiFile], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

if (import.meta.main)
  await runScript(() => {
    readArguments('npm run openapi', {});
    writeFileSync(OPENAPI_FILE, openApiText());
    writeFileSync(CLIENT_TYPES_FILE, clientTypes(OPENAPI_FILE));
    return 0;
  });
