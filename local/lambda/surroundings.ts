import { createRequire, isBuiltin } from 'node:module';
import { Writable } from 'node:stream';

/** What the code of one instance finds around it instead of what belongs to its whole host. */
export type Surroundings = {
  readonly process: NodeJS.Process;
  readonly console: Console;
  readonly fetch: typeof fetch;
  /** Node's own modules. */
  readonly builtin: (name: string) => unknown;
  /** It was closed: whatever of it still runs sends nothing from now on. */
  readonly close: () => void;
};

type SurroundingsOptions = {
  readonly environment: Readonly<Record<string, string>>;
  readonly write: (text: string) => void;
  /** `request` of node:http. */
  readonly request: (...args: unknown[]) => unknown;
  /** Called when the function ends its process. */
  readonly exit: (code: number) => void;
};

const { Console } = console;
const require = createRequire(import.meta.url);

class Ended extends Error {
  override readonly name = 'Ended';
}

function outputOf(write: (text: string) => void): Writable {
  return new Writable({
    decodeStrings: false,
    write: (chunk: unknown, _encoding, done) => {
      write(String(chunk));
      done();
    },
  });
}

/** Its environment, its output and its way out are the instance's own; everything else of a process is the host's. */
function processOf({ environment, exit }: SurroundingsOptions, output: Writable): NodeJS.Process {
  const own: Record<string, unknown> = {
    env: { ...environment },
    stdout: output,
    stderr: output,
    exit: (code = 0): never => {
      exit(Number(code));
      throw new Ended('the function ended its process');
    },
  };
  return Object.create(process, Object.getOwnPropertyDescriptors(own));
}

export function surroundingsOf(options: SurroundingsOptions): Surroundings {
  let closed = false;
  const output = outputOf(options.write);
  const shadow = processOf(options, output);
  const own = new Console({ stdout: output, stderr: output });
  /** A module of which these functions do nothing any more when the instance is closed. */
  const gated = (name: string, names: readonly string[], own: object = {}): object => {
    const real: Record<string, unknown> = { ...require(name), ...own };
    const gates = names.map((one) => {
      const open = real[one];
      return [
        one,
        (...args: unknown[]): unknown => {
          if (closed) throw new Ended('the function was ended');
          return typeof open === 'function' ? Reflect.apply(open, real, args) : undefined;
        },
      ];
    });
    return { ...real, ...Object.fromEntries(gates) };
  };
  const made = new Map<string, unknown>([
    ['process', shadow],
    ['console', Object.assign(Object.create(require('node:console')), { default: own })],
    ['http', gated('node:http', ['request', 'get'], { request: options.request })],
    ['https', gated('node:https', ['request', 'get'])],
  ]);
  const builtin = (name: string): unknown => made.get(name.replace(/^node:/, '')) ?? require(name);
  made.set('module', {
    ...require('node:module'),
    createRequire: (from: string | URL) => {
      const outside = createRequire(from);
      return Object.assign((name: string) => (isBuiltin(name) ? builtin(name) : outside(name)), {
        resolve: outside.resolve,
      });
    },
  });
  Object.assign(shadow, { getBuiltinModule: builtin });
  return {
    process: shadow,
    console: own,
    fetch: async (...args) => {
      if (closed) throw new Ended('the function was ended');
      return fetch(...args);
    },
    builtin,
    close: () => {
      closed = true;
    },
  };
}
