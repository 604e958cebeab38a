/**
 * Draws into docs/design.md what the code says: the life of a demand from its table of transitions.
 *
 *   npm run draw
 *
 * A test fails while the drawing is not what the table says.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readArguments } from './arguments.ts';
import { drawTransitions } from './draw/draw-transitions.ts';
import { runScript } from './input-file.ts';

export const DESIGN_FILE = join(import.meta.dirname, '../docs/design.md');

/** The document with its drawings made anew. */
export function drawn(document: string): string {
  return document.replace(
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
