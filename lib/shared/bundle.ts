import { createHash } from 'node:crypto';
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { buildBundles, HANDLER, OPENAPI, ROOT } from './build-bundles.ts';

const CACHE = join(ROOT, 'node_modules/.cache/due-process');
const KEPT_MS = 24 * 60 * 60 * 1000;
const PLACEHOLDER = join(import.meta.dirname, 'placeholder');
const INPUTS = [
  'functions/**/*.ts',
  'rulebook/**/*',
  'lib/shared/build-bundles.ts',
  'package-lock.json',
  OPENAPI,
];

/**
 * The code of the handler `functions/<name>.handler.ts`, such as `intake/file-demand`, with the rulebook beside it.
 * All handlers are bundled at once: a call of esbuild for each takes longer than a laptop should take to start.
 * @throws Error that names a handler that is not there
 */
export function handlerCode(scope: Construct, name: string): Code {
  if (!Stack.of(scope).bundlingRequired) return Code.fromAsset(PLACEHOLDER);
  const source = join('functions', name + HANDLER);
  if (!existsSync(join(ROOT, source))) throw new Error(`There is no ${source} to bundle.`);
  return Code.fromAsset(join(bundles(), name));
}

let built: string | undefined;

function bundles(): string {
  built ??= builtInto(join(CACHE, fingerprint()));
  return built;
}

/** Names the folder of all bundles after what goes into them, so that nothing unchanged is built again. */
function fingerprint(): string {
  const hash = createHash('sha256');
  for (const file of globSync(INPUTS, { cwd: ROOT }).sort()) {
    const path = join(ROOT, file);
    if (statSync(path).isFile()) hash.update(file).update('\0').update(readFileSync(path)).update('\0');
  }
  return `bundles-${hash.digest('hex').slice(0, 16)}`;
}

function builtInto(folder: string): string {
  if (existsSync(folder)) return folder;
  mkdirSync(CACHE, { recursive: true });
  forgetOldBundles();
  // Built aside and moved: a build that was interrupted must not be taken for a whole one.
  const aside = mkdtempSync(join(CACHE, 'building-'));
  try {
    buildBundles(aside);
    renameSync(aside, folder);
  } catch (error) {
    rmSync(aside, { recursive: true });
    // Another synthesis may have built the same and been first.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

function forgetOldBundles(): void {
  for (const entry of globSync('*', { cwd: CACHE })) {
    const path = join(CACHE, entry);
    if (Date.now() - statSync(path).mtimeMs > KEPT_MS) rmSync(path, { recursive: true, force: true });
  }
}
