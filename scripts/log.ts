/**
 * Prints the key of a log and its latest checkpoint, once that was found to be signed with it. Keep the key, and a checkpoint
 * now and then, where nobody who operates the log can reach: `npm run fsck` and `npm run verify` take both.
 *
 *   npm run log [-- --state FOLDER]   a laptop's, which runs (.due-process)
 *   npm run log -- --api URL          of any deployment
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readArguments, wrongArguments } from './arguments.ts';
import { InputError, readJsonInput, runScript } from './input-file.ts';
import { LogFault } from './log/log-fault.ts';
import { pinnedKey, readCheckpoint } from './log/read-checkpoint.ts';

const USAGE = 'npm run log -- [--state FOLDER] | --api URL';
const OPTIONS = { state: { type: 'string' }, api: { type: 'string' } } as const;

function apiOf(folder: string): string {
  const description = join(folder, 'laptop.json');
  if (!existsSync(description)) throw new InputError(`No laptop runs in ${folder}. Usage: ${USAGE}`);
  const { apiUrl } = Object(readJsonInput(description));
  if (typeof apiUrl !== 'string') throw new InputError(`${description}: it names no API.`);
  return apiUrl;
}

async function take(url: string): Promise<string> {
  const response = await fetch(url).catch(() => undefined);
  if (!response?.ok) throw new InputError(`${url}: ${response?.status ?? 'it does not answer'}`);
  return response.text();
}

await runScript(async () => {
  const { state, api } = readArguments(USAGE, { options: OPTIONS }).values;
  if (state !== undefined && api !== undefined) throw wrongArguments('Name a laptop or an API', USAGE);
  if (api !== undefined && !URL.canParse(api)) throw wrongArguments('--api is a URL', USAGE);
  const base = (api ?? apiOf(state ?? '.due-process')).replace(/\/$/, '');
  const [key, checkpoint] = [await take(`${base}/log/key`), await take(`${base}/log/checkpoint`)];
  try {
    readCheckpoint(checkpoint, pinnedKey(key));
  } catch (error) {
    if (!(error instanceof LogFault)) throw error;
    console.error(`NOT GOOD: ${error.message}.`);
    return 1;
  }
  process.stdout.write(`${key}\n${checkpoint}`);
  return 0;
});
