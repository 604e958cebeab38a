import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { freePort, listen, portOf } from '../state/ports.ts';
import { newStateFolder, synthesizeFixture } from './fixture/running-laptop.ts';

const START = join(import.meta.dirname, '../start.ts');

let assembly: string;
let state: string;
let laptop: ChildProcess | undefined;
let said: string;

beforeAll(() => {
  assembly = synthesizeFixture();
});
beforeEach(() => {
  state = newStateFolder();
});
afterEach(async () => {
  // To its end, or its last words are taken for those of the next.
  if (laptop?.exitCode === null && laptop.signalCode === null) {
    const closed = once(laptop, 'close');
    laptop.kill('SIGKILL');
    await closed;
  }
  rmSync(state, { recursive: true, force: true });
});
afterAll(() => rmSync(assembly, { recursive: true, force: true }));

function start(env: Record<string, string>, ...node: string[]): ChildProcess {
  said = '';
  laptop = spawn(process.execPath, [...node, START, '--state', state, '--assembly', assembly, '--quiet'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', NODE_NO_WARNINGS: '1', ...env },
  });
  laptop.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  return laptop;
}

const exitOf = async (child: ChildProcess): Promise<unknown> => (await once(child, 'close'))[0];

/** A database that does not answer until it is let: the laptop stands still in the middle of its start. */
async function silentDatabase(): Promise<{ url: string; server: Server; asked: Promise<ServerResponse> }> {
  const server = createServer();
  const asked = new Promise<ServerResponse>((resolve) => {
    server.once('request', (_request, response) => resolve(response));
  });
  await listen(server, 0);
  return { url: `http://127.0.0.1:${portOf(server)}`, server, asked };
}

test('the port answers 503 from the moment it listens', async () => {
  const { url, server, asked } = await silentDatabase();
  const port = await freePort();
  start({ PORT: String(port), DYNAMODB_ENDPOINT: url });
  await asked;
  const answer = await fetch(`http://127.0.0.1:${port}/things`, { method: 'POST', body: '{}' });
  expect([answer.status, answer.headers.get('content-type'), answer.headers.get('retry-after')]).toEqual([
    503,
    'application/problem+json',
    '1',
  ]);
  expect(await answer.json()).toMatchObject({ status: 503, code: 'starting' });
  server.close();
  server.closeAllConnections();
});

test('where no engine fits, a line says how to name another', async () => {
  const platform = 'data:text/javascript,Object.defineProperty(process,"platform",{value:"sunos"})';
  const child = start({ PORT: String(await freePort()), DYNAMODB_ENDPOINT: '' }, '--import', platform);
  expect(await exitOf(child)).toBe(1);
  expect(said.trimEnd().split('\n')).toEqual([
    expect.stringMatching(
      /^There is no embedded DynamoDB for sunos on .*docker run .*DYNAMODB_ENDPOINT=http/,
    ),
  ]);
});
