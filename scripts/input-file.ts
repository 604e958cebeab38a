import { readFileSync } from 'node:fs';

/** A file that a script was given and cannot use. The message is a line for the person who called it. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a directory',
  EACCES: 'reading it is not permitted',
};

/** @throws InputError where the file cannot be read */
export const readInput = (file: string): string =>
  reading(file, () => readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));

/** @throws InputError where the file cannot be read */
export const readBytes = (file: string): Buffer => reading(file, () => readFileSync(file));

function reading<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new InputError(`${file}: ${WHY[code] ?? code}`);
  }
}

/** @throws InputError where the file cannot be read or is not JSON */
export function readJsonInput(file: string): unknown {
  const text = readInput(file);
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError(`${file}: this is not JSON`);
  }
}

/** What AWS, or the way to it, says against a call with the caller's own settings; undefined for anything else. */
function refusalOfAws(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const isAnswer = '$metadata' in error || error.name === 'CredentialsProviderError';
  if (!isAnswer && error.message !== 'Region is missing') return undefined;
  const code = 'code' in error ? String(error.code) : error.name;
  return `AWS: ${code === 'Error' ? '' : `${code}: `}${error.message.split('\n', 1)[0]}`;
}

/** By name: the verifier runs here too, and has no code of the functions in it. */
const isOurs = (error: unknown): error is Error =>
  error instanceof Error && (error instanceof InputError || error.name === 'RulebookError');

/** Runs a script; what is wrong with its arguments or its input is a line and exit code 2, not a stack. */
export async function runScript(main: () => number | Promise<number>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    const line = isOurs(error) ? error.message : refusalOfAws(error);
    if (line === undefined) throw error;
    console.error(line);
    process.exitCode = 2;
  }
}
