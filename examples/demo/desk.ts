import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod/mini';
import type { Tokens } from '../client/api-client.ts';

/** Where the demo's demands go: a laptop of its own, one that runs already, or any deployment; and what time it is there. */
export type Desk = {
  apiUrl: string;
  tokens: Tokens;
  state: string;
  /** Of a laptop: its process, and where it plays AWS. */
  pid?: number;
  awsEndpoint?: string;
  /** Where its pages are, of one that runs on after the demo. */
  pagesUrl?: string;
  now(): Date;
  close(): Promise<void>;
};

const ROOT = join(import.meta.dirname, '..', '..');
const Running = z.object({
  pid: z.number(),
  apiUrl: z.string(),
  awsEndpoint: z.string(),
  pagesUrl: z.optional(z.string()),
  clockOffsetMs: z._default(z.number(), 0),
});
const START_MS = 90_000;

/**
 * With API_URL in the environment: that deployment, with tokens from TOKEN_COMMAND (run as `TOKEN_COMMAND --role ROLE --as
 * NAME [--authority ID]`; by default the issuer of the state folder). Otherwise the laptop of the state folder, started if
 * it does not run.
 */
export async function openDesk(state: string): Promise<Desk> {
  const tokens = tokenSource(state);
  const { API_URL } = process.env;
  if (API_URL) return { apiUrl: API_URL, tokens, state, now: () => new Date(), close: async () => {} };
  const running = await findRunning(state);
  if (running) return { ...running, tokens, state, close: async () => {} };
  const laptop = spawn(process.execPath, ['local/start.ts', '--state', state, '--quiet'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const { pagesUrl: _endsWithUs, ...own } = await waitUntilRunning(state, laptop);
  return { ...own, tokens, state, close: () => stop(laptop) };
}

type Found = Pick<Desk, 'apiUrl' | 'pid' | 'awsEndpoint' | 'pagesUrl' | 'now'>;

async function findRunning(state: string): Promise<Found | undefined> {
  const file = join(resolve(ROOT, state), 'laptop.json');
  if (!existsSync(file)) return undefined;
  const running = Running.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!running.success || !isAlive(running.data.pid)) return undefined;
  const answers = await fetch(`${running.data.apiUrl}/rulebook`).then(
    (response) => response.ok,
    () => false,
  );
  const { clockOffsetMs, pagesUrl, ...found } = running.data;
  const pages = pagesUrl === undefined ? {} : { pagesUrl };
  return answers ? { ...found, ...pages, now: () => new Date(Date.now() + clockOffsetMs) } : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function waitUntilRunning(state: string, laptop: ChildProcess): Promise<Found> {
  const deadline = Date.now() + START_MS;
  while (Date.now() < deadline && !hasEnded(laptop)) {
    const found = await findRunning(state);
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  laptop.kill('SIGTERM');
  throw new Error('the laptop did not start; `npm start` shows why');
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;

async function stop(laptop: ChildProcess): Promise<void> {
  if (hasEnded(laptop)) return;
  const ended = new Promise((resolve) => laptop.once('exit', resolve));
  laptop.kill('SIGTERM');
  await ended;
}

/** Tokens by `TOKEN_COMMAND`, or of the issuer of a state folder; each is asked for once. */
export function tokenSource(state: string): Tokens {
  const [command = process.execPath, ...first] = process.env.TOKEN_COMMAND?.split(' ') ?? [
    process.execPath,
    'local/token.ts',
    '--state',
    state,
  ];
  const known = new Map<string, Promise<string>>();
  return (role, name, authority) => {
    const args = ['--role', role, '--as', name, ...(authority ? ['--authority', authority] : [])];
    const key = args.join(' ');
    const token = known.get(key) ?? mint(command, [...first, ...args]);
    known.set(key, token);
    return token;
  };
}

async function mint(command: string, args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(command, args, { cwd: ROOT, encoding: 'utf8' });
    return stdout.trim();
  } catch (error) {
    throw new Error(`no token: ${error instanceof Error ? error.message : String(error)}`);
  }
}
