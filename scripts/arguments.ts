import { type ParseArgsConfig, parseArgs } from 'node:util';
import { InputError } from './input-file.ts';

const isParseError = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_');

/** What a script cannot make sense of, in one line with its usage. */
export const wrongArguments = (what: string, usage: string): InputError =>
  new InputError(`${what}. Usage: ${usage}`);

/** @throws InputError where the command line is not as the options say */
export function readArguments<T extends ParseArgsConfig>(
  usage: string,
  config: T,
): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    // Its first sentence says what is wrong; the others explain the parser.
    if (isParseError(error)) throw wrongArguments(error.message.split(/\.?\n|\. /)[0] ?? '', usage);
    throw error;
  }
}

/** The one file that a script is given. @throws InputError where there is none, or more */
export function fileArgument(usage: string): string {
  const { positionals } = readArguments(usage, { allowPositionals: true });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw wrongArguments('Name one file', usage);
  return file;
}
