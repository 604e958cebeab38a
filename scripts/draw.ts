/**
 * Writes into docs/design.md what the code says: the life of a demand from its table of transitions, and functions and
 * routes that its tables lack.
 *
 *   npm run draw
 *
 * A test fails while the document lacks what the code has.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readArguments } from './arguments.ts';
import { addFunctions, addRoutes } from './draw/add-rows.ts';
import { drawTransitions } from './draw/draw-transitions.ts';
import { runScript } from './input-file.ts';

export const DESIGN_FILE = join(import.meta.dirname, '../docs/design.md');

/** The document with its drawings made anew. */
export function drawn(document: string): string {
  return addRoutes(addFunctions(document)).replace(
    /(<!-- drawn: transitions -->\n)[\s\S]*?(<!-- \/drawn -->)/,
    (_, begin: string, end: string) => `${begin}${drawTransitions()}${end}`,
  );
}

if (import.meta.main)
  await runScript(() => {
    readArguments('npm run draw', {});
    writeFileSync(DESIGN_FILE, drawn(readFileSync(DESIGN_FILE, 'utf8')));
    return 0;
  });
