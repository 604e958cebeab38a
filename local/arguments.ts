import { type ParseArgsConfig, parseArgs } from 'node:util';
import { StartFault } from './state/start-fault.ts';

/** What a command cannot make sense of. Its message says so in one line, with the usage. */
export class WrongArguments extends Error {
  override readonly name = 'WrongArguments';

  constructor(what: string, usage: string) {
    super(`${what}. Usage: ${usage}`);
  }
}

const isParseError = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_');

/** @throws WrongArguments where the command line is not as the options say */
export function readArguments<T extends ParseArgsConfig>(
  usage: string,
  config: T,
): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    // Its first sentence says what is wrong; the others explain the parser.
    if (isParseError(error)) throw new WrongArguments(error.message.split(/\.?\n|\. /)[0] ?? '', usage);
    throw error;
  }
}

/** A port as it was written. @throws WrongArguments where it is none */
export function portArgument(text: string, name: string, usage: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) throw new WrongArguments(`${name} is a port, 1 to 65535`, usage);
  return port;
}

/** An instant as it was written, in milliseconds since 1970. @throws WrongArguments where it is none */
export function instantArgument(text: string, name: string, usage: string): number {
  const isWhole = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z$/.test(text);
  const instant = isWhole ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(instant))
    throw new WrongArguments(`${name} is an instant such as 2026-01-05T09:00Z`, usage);
  return instant;
}

/** Runs a command: wrong arguments are one line and exit code 2, what keeps it from starting one line and 1. */
export async function runCommand(main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    const isWrong = error instanceof WrongArguments;
    console.error(isWrong || error instanceof StartFault ? error.message : error);
    process.exitCode = isWrong ? 2 : 1;
  }
}
