import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from '@jest/globals';
import { CredentialStore } from '../aws/credentials.ts';
import { Functions } from '../lambda/functions.ts';
import { Meter } from '../meter.ts';
import type { Json } from '../template/json.ts';
import { modelStacks } from '../template/stack-model.ts';
import { parseTemplate } from '../template/template.ts';

const folder = mkdtempSync(join(tmpdir(), 'laptop-functions-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(
  join(folder, 'index.mjs'),
  `import { get } from 'node:http';
   import { env } from './environment.mjs';
   let runs = 0;
   const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
   export const handler = async ({ does, url, ms = 0 }) => {
     runs += 1;
     if (does === 'exit') process.exit(3);
     if (does === 'throw later') setTimeout(() => { throw new RangeError('later'); });
     if (does === 'reject later') void Promise.reject(new RangeError('later'));
     if (does === 'spin') for (;;);
     await sleep(does?.endsWith('later') ? 5000 : ms);
     if (does === 'call') get(url);
     return { name: env.NAME ?? null, only: process.env.ONLY_GREET ?? null, runs };
   };`,
);
writeFileSync(join(folder, 'environment.mjs'), "export { env } from 'node:process';\n");

const functionOf = (name: string, timeout: number, variables: Record<string, string> = {}) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Code: { S3Key: 'greet.zip' },
    Environment: { Variables: { NAME: name, ...variables } },
    Handler: 'index.handler',
    Role: `arn:aws:iam::000000000000:role/${name}`,
    Runtime: 'nodejs24.x',
    Timeout: timeout,
  },
});

const template = parseTemplate({
  Resources: {
    Greet: functionOf('greet', 1, { ONLY_GREET: 'yes' }),
    Part: functionOf('part', 10),
    Version: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Greet' } } },
    Live: {
      Type: 'AWS::Lambda::Alias',
      Properties: {
        FunctionName: { Ref: 'Greet' },
        FunctionVersion: { 'Fn::GetAtt': ['Version', 'Version'] },
        Name: 'live',
      },
    },
  },
});

const functions = new Functions({
  stack: modelStacks({
    stacks: [{ name: 'Demo', template }],
    parameters: {},
    endpoint: 'http://127.0.0.1:1',
  }),
  assetPath: () => folder,
  store: new CredentialStore(join(folder, 'secret')),
  endpoint: 'http://127.0.0.1:1',
  answer: async () => ({ status: 500, headers: {}, body: '' }),
  logs: folder,
  clock: new BigInt64Array(new SharedArrayBuffer(8)),
  meter: new Meter(),
  queues: new Map(),
  localAddress: (text) => text,
});
afterAll(() => functions.stop());
const arn = 'arn:aws:lambda:us-east-1:000000000000:function:Demo-Greet';

test.each(['', ':live', ':1', ':$LATEST'])('a function answers to its ARN with "%s"', (qualifier) => {
  expect(functions.arnOf(`${arn}${qualifier}`)).toBe(`${arn}${qualifier}`);
  expect(functions.has(`Demo-Greet${qualifier}`)).toBe(true);
});

test.each([':old', ':2'])('a function has no "%s", because the template has none', async (qualifier) => {
  expect(functions.has(`${arn}${qualifier}`)).toBe(false);
  await expect(functions.invoke(`${arn}${qualifier}`, null)).rejects.toThrow(qualifier);
});

const greet = (event: Json) => functions.invoke('Demo-Greet', event);
const part = (event: Json) => functions.invoke('Demo-Part', event);

test('functions share a thread and neither environment nor state', async () => {
  expect(await greet({})).toEqual({ ok: true, payload: { name: 'greet', only: 'yes', runs: 1 } });
  expect(await part({})).toEqual({ ok: true, payload: { name: 'part', only: null, runs: 1 } });
  expect(await part({})).toMatchObject({ payload: { runs: 2 } });
});

test.each([
  ['exit', 'Runtime.ExitError'],
  ['throw later', 'RangeError'],
  ['reject later', 'RangeError'],
])('what a function does by "%s" ends that function alone', async (does, errorType) => {
  await part({});
  const other = part({ ms: 300 });
  expect(await greet({ does })).toMatchObject({ ok: false, error: { errorType } });
  expect(await other).toMatchObject({ ok: true });
  expect(await greet({})).toMatchObject({ ok: true, payload: { runs: 1 } });
});

test('a function whose time is over calls nobody any more', async () => {
  let calls = 0;
  const server = createServer((_, response) => {
    calls += 1;
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const outcome = await greet({ does: 'call', ms: 1100, url: `http://127.0.0.1:${port}/` });
  expect(outcome).toMatchObject({ ok: false, error: { errorType: 'Sandbox.Timedout' } });
  await sleep(300);
  expect(calls).toBe(0);
  server.close();
});

test('what shared a thread with a function that never came back is begun anew', async () => {
  await part({});
  const other = part({ ms: 600 });
  expect(await greet({ does: 'spin' })).toMatchObject({ error: { errorType: 'Sandbox.Timedout' } });
  expect(await other).toMatchObject({ ok: true, payload: { runs: 1 } });
});
