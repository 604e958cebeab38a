/**
 * Writes into docs/design.md what the code says: the life of a demand from its table of transitions, and functions and
 * routes that its tables lack. Into docs/events.schema.json, what events on the bus are like, and into
 * docs/report.schema.json, what a report is like.
 *
 *   npm run draw
 *
 * A test fails while a document lacks what the code has.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readArguments } from './arguments.ts';
import { addFunctions, addRoutes } from './draw/add-rows.ts';
import { drawEvents } from './draw/draw-events.ts';
import { drawReport } from './draw/draw-report.ts';
import { drawTransitions } from './draw/draw-transitions.ts';
import { runScript } from './input-file.ts';

export const DESIGN_FILE = join(import.meta.dirname, '../docs/design.md');
export const EVENTS_FILE = join(import.meta.dirname, '../docs/events.schema.json');
export const REPORT_FILE = join(import.meta.dirname, '../docs/report.schema.json');

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
    writeFileSync(EVENTS_FILE, `${JSON.stringify(drawEvents(), undefined, 2)}\n`);
    writeFileSync(REPORT_FILE, `${JSON.stringify(drawReport(), undefined, 2)}\n`);
    return 0;
  });
