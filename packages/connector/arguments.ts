import { parseArgs } from 'node:util';

export const USAGE = `Usage: due-process-connector-check MODULE [--account A --empty-account B] [--json]
       due-process-connector-check URL --service S --items A,B --account A --empty-account B
                                   --secret-env NAME [--broken-account C] [--json]`;

/** A line for who called, and exit code 2. */
export class WrongInput extends Error {
  override readonly name = 'WrongInput';
}

const OPTIONS = {
  account: { type: 'string' },
  'empty-account': { type: 'string' },
  'broken-account': { type: 'string' },
  service: { type: 'string' },
  items: { type: 'string' },
  'secret-env': { type: 'string' },
  'time-limit': { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

export type Options = ReturnType<typeof readArguments>;

/** @throws WrongInput */
export function readArguments(argv: readonly string[]) {
  const { positionals, values } = parsed(argv);
  const [target, ...more] = positionals;
  if (!values.help && (target === undefined || more.length > 0))
    throw new WrongInput(`Name one module or URL.\n${USAGE}`);
  const seconds = Number(values['time-limit'] ?? 60);
  if (!(seconds > 0 && seconds <= 600))
    throw new WrongInput('--time-limit is the seconds of one read, from 1 to 600.');
  return { ...values, target: target ?? '', timeLimitMs: seconds * 1000 };
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    const [first = ''] = error instanceof Error ? error.message.split(/\.?\n|\. /) : [];
    throw new WrongInput(`${first}.\n${USAGE}`);
  }
}

/** @throws WrongInput where an option is not given */
export function required<N extends keyof Options>(options: Options, name: N): NonNullable<Options[N]> {
  const value = options[name];
  if (value === undefined || value === '') throw new WrongInput(`Say --${name} too.\n${USAGE}`);
  return value;
}
