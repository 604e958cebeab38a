/**
 * Writes into docs/security.md what every function may do, and what the system was seen to do.
 *
 *   npm run rights               from the template and the last recorded run
 *   npm run rights -- --record   runs the tests of the whole system first (minutes) and keeps what they were seen to use
 *
 * A test fails while the table is stale, or while a right was never seen used and scripts/rights/unseen.ts does not say
 * why it is there.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { readArguments, wrongArguments } from './arguments.ts';
import { readInput, runScript } from './input-file.ts';
import { drawRights, idleReasons, type Rights, unexplained } from './rights/draw-rights.ts';
import { rightsOf, usedRights } from './rights/rights-of.ts';
import { synthesizedTemplate, type Template } from './rights/template.ts';

const USAGE = 'npm run rights -- [--record] [--lines FILE]';
const ROOT = join(import.meta.dirname, '..');
export const SECURITY_FILE = join(ROOT, 'docs/security.md');
const SEEN_FILE = join(ROOT, 'test/rights/seen.json');

const Seen = z.record(z.string(), z.array(z.string()));

/** What the last recorded run used, by function or role. */
export const seenRights = (): Rights =>
  new Map(Object.entries(Seen.parse(JSON.parse(readFileSync(SEEN_FILE, 'utf8')))));

/** The document with its table made anew. */
export function withRights(document: string, template: Template, seen: Rights): string {
  return document.replace(
    /(<!-- drawn: rights -->\n)[\s\S]*?(<!-- \/drawn -->)/,
    (_, begin: string, end: string) => `${begin}${drawRights(rightsOf(template), seen)}${end}`,
  );
}

function recordedLines(): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'due-process-rights-'));
  try {
    const file = join(folder, 'used');
    const { status } = spawnSync('npm', ['run', '-s', 'jest', '--', 'test/e2e'], {
      cwd: ROOT,
      env: { ...process.env, LAPTOP_RIGHTS: file },
      stdio: 'inherit',
    });
    if (status !== 0 || !existsSync(file))
      throw wrongArguments('The tests failed, so nothing was recorded', USAGE);
    return readFileSync(file, 'utf8').split('\n').filter(Boolean);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (import.meta.main)
  await runScript(() => {
    const { values } = readArguments(USAGE, {
      options: { record: { type: 'boolean', default: false }, lines: { type: 'string' } },
    });
    const lines = values.record
      ? recordedLines()
      : values.lines && readInput(values.lines).split('\n').filter(Boolean);
    const template = synthesizedTemplate();
    if (lines)
      writeFileSync(
        SEEN_FILE,
        `${JSON.stringify(Object.fromEntries(usedRights(lines, template)), null, 2)}\n`,
      );
    const seen = seenRights();
    writeFileSync(SECURITY_FILE, withRights(readFileSync(SECURITY_FILE, 'utf8'), template, seen));
    const may = rightsOf(template);
    for (const right of unexplained(may, seen))
      console.error(`never seen used, and no reason given: ${right}`);
    for (const why of idleReasons(may, seen)) console.error(`a reason for nothing: ${why}`);
    return 0;
  });
