import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { Script } from 'node:vm';
import { threadId } from 'node:worker_threads';
import type { Surroundings } from './surroundings.ts';

export type Module = { exports: Record<string, unknown> };

type Evaluate = (
  module: Module,
  exports: unknown,
  require: (name: string) => unknown,
  moduleUrl: string,
  process: NodeJS.Process,
  console: Console,
  fetch: Surroundings['fetch'],
) => void;

/** How long after the last file was compiled what V8 made of it is kept: by then it has compiled what runs. */
const KEEP_AFTER_MS = 5000;

/** By the path of a translation. One function makes all evaluations of a file, so that V8 compiles and optimizes it once. */
const compiled = new Map<string, Evaluate>();
/** By where it is kept, what is to be. */
const unkept = new Map<string, Script>();
let keeping: NodeJS.Timeout | undefined;

/** A translated file as a function of its surroundings. Traces name the original. */
export function compile(path: string, original: string): Evaluate {
  const known = compiled.get(path);
  if (known !== undefined) return known;
  // In a function of its own, where it may have a name that is one of the parameters.
  const source = `(function (module, exports, require, __moduleUrl, process, console, fetch) { return (() => {${readFileSync(path, 'utf8')}\n})(); })`;
  const kept = `${path}.${process.version}`;
  const cachedData = readIfKept(kept);
  const script = new Script(source, { filename: original, ...(cachedData && { cachedData }) });
  if (script.cachedDataRejected !== false) {
    unkept.set(kept, script);
    clearTimeout(keeping);
    keeping = setTimeout(keep, KEEP_AFTER_MS).unref();
  }
  const evaluate: Evaluate = script.runInThisContext();
  compiled.set(path, evaluate);
  return evaluate;
}

function keep(): void {
  for (const [path, script] of unkept) {
    unkept.delete(path);
    try {
      // Other threads may write the same: each to a file of its own, which then takes the place of theirs as a whole.
      const own = `${path}.${process.pid}.${threadId}.tmp`;
      writeFileSync(own, script.createCachedData());
      renameSync(own, path);
    } catch {
      // It is made anew next time.
    }
  }
}

function readIfKept(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
