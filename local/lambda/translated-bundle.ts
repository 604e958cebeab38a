import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { readIfPresent, writeAtomically } from '../state/atomic-file.ts';
import { COMPILE_CACHE } from './compile-cache.ts';

/** The files of a bundle that is evaluated on a shared host, each with where its translation lies. */
export type TranslatedBundle = Readonly<Record<string, string>>;

/** Told apart from a bundle of this version by its name in the cache. */
const VERSION = 1;
const FOLDER = join(COMPILE_CACHE, 'translated');

/** By name. Files of the same content, of which bundles have many, have one translation. */
const known = new Map<string, Promise<Translation | undefined>>();

const TRANSLATOR_IDLE_MS = 5000;
let stopping: NodeJS.Timeout | undefined;

type Translation = {
  readonly path: string;
  /** What it requires, as it names it. */
  readonly requires: readonly string[];
};

/**
 * ECMAScript modules of a bundle as functions that take their surroundings as parameters: V8 then compiles a file once
 * for all functions that have it, and each still evaluates it for itself. Undefined where that cannot be: a file awaits
 * something as it is loaded, or takes a package from outside of the bundle.
 */
export async function translateBundle(entry: string): Promise<TranslatedBundle | undefined> {
  const files: Record<string, string> = {};
  const open = [entry];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (files[file] !== undefined) continue;
    const translation = await translate(await readFile(file, 'utf8'));
    if (translation === undefined) return undefined;
    files[file] = translation.path;
    for (const name of translation.requires) {
      if (name.startsWith('.')) open.push(...sourceOf(resolve(dirname(file), name)));
      else if (!isBuiltin(name)) return undefined;
    }
  }
  return files;
}

/** What is not code, such as JSON, is taken as it is. */
const sourceOf = (path: string): string[] => (/\.[cm]?js$/.test(path) ? [path] : []);

function translate(source: string): Promise<Translation | undefined> {
  const name = createHash('sha256').update(`${VERSION} ${source}`).digest('hex');
  const translating = known.get(name) ?? keep(source, join(FOLDER, `${name}.cjs`));
  known.set(name, translating);
  return translating;
}

async function keep(source: string, path: string): Promise<Translation | undefined> {
  const kept = readIfPresent(path);
  if (kept !== undefined) return { path, requires: requiredBy(kept) };
  const { stop, transform } = await import('esbuild');
  // The translator is a process, which is needed for a moment after something changed.
  clearTimeout(stopping);
  stopping = setTimeout(() => void stop(), TRANSLATOR_IDLE_MS).unref();
  try {
    const { code } = await transform(source, {
      format: 'cjs',
      platform: 'node',
      target: 'node24',
      sourcefile: 'bundle.js',
      logLevel: 'silent',
      define: { 'import.meta.url': '__moduleUrl' },
      supported: { 'dynamic-import': false },
    });
    // A getter less between an importer and what it imports.
    const translated = code.replace(
      /module\.exports = __toCommonJS\((\w+)\);/,
      'module.exports = __defProp($1, "__esModule", { value: true });',
    );
    mkdirSync(FOLDER, { recursive: true });
    writeAtomically(path, translated);
    return { path, requires: requiredBy(translated) };
  } catch {
    return undefined;
  }
}

/** The translator writes every import so. What is imported only when it is needed may also be no file of the bundle. */
const requiredBy = (code: string): string[] =>
  [...code.matchAll(/(^var .*)?\brequire\("([^"]+)"\)/gm)]
    .filter(([, declared, name = '']) => declared !== undefined || name.startsWith('.'))
    .map(([, , name = '']) => name);
