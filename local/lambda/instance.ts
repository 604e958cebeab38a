import { createRequire, isBuiltin } from 'node:module';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compile, type Module } from './compiled-file.ts';
import type { FunctionError, InstanceSetup, InvocationMessage } from './invocation.ts';
import type { Surroundings } from './surroundings.ts';
import type { TranslatedBundle } from './translated-bundle.ts';

export type Handler = (event: unknown, context: unknown) => unknown;

export function describe(thrown: unknown): FunctionError {
  if (!(thrown instanceof Error)) return { errorType: 'Error', errorMessage: String(thrown), trace: [] };
  return { errorType: thrown.name, errorMessage: thrown.message, trace: (thrown.stack ?? '').split('\n') };
}

/** Evaluates a translated bundle in these surroundings, and returns what its entry exports. */
function evaluateBundle(entry: string, bundle: TranslatedBundle, around: Surroundings): Module['exports'] {
  const modules = new Map<string, Module>();
  const load = (path: string): Module['exports'] => {
    const known = modules.get(path);
    if (known !== undefined) return known.exports;
    const module: Module = { exports: {} };
    modules.set(path, module);
    const require = (name: string): unknown => {
      if (isBuiltin(name)) return around.builtin(name);
      const file = resolve(dirname(path), name);
      return bundle[file] === undefined ? createRequire(path)(name) : load(file);
    };
    compile(bundle[path] ?? path, path)(
      module,
      module.exports,
      require,
      pathToFileURL(path).href,
      around.process,
      around.console,
      around.fetch,
    );
    return module.exports;
  };
  return load(entry);
}

/** The handler of a function, from its bundle. Without a translation the bundle is imported as it is. */
export async function loadHandler(
  { modulePath, exportName }: InstanceSetup,
  bundle: TranslatedBundle | undefined,
  around: Surroundings,
): Promise<Handler> {
  const loaded: Record<string, unknown> =
    bundle === undefined
      ? await import(pathToFileURL(modulePath).href)
      : evaluateBundle(modulePath, bundle, around);
  // A CommonJS bundle's exports arrive as the default export.
  const home = exportName in loaded ? loaded : loaded.default;
  const handler: unknown =
    typeof home === 'object' && home !== null ? Reflect.get(home, exportName) : undefined;
  if (typeof handler !== 'function') {
    const error = new Error(`${exportName} is undefined or not exported`);
    error.name = 'Runtime.HandlerNotFound';
    throw error;
  }
  return (event, context) => Reflect.apply(handler, undefined, [event, context]);
}

export const contextOf = (
  setup: InstanceSetup,
  { requestId, invokedArn, remainingMs }: InvocationMessage,
  began = performance.now(),
): object => ({
  awsRequestId: requestId,
  callbackWaitsForEmptyEventLoop: true,
  functionName: setup.functionName,
  functionVersion: '$LATEST',
  invokedFunctionArn: invokedArn,
  logGroupName: setup.logGroupName,
  logStreamName: 'local',
  memoryLimitInMB: setup.memoryMb,
  getRemainingTimeInMillis: () => Math.max(0, remainingMs - (performance.now() - began)),
});
