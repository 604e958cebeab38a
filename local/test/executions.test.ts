import { mkdtempSync, readFileSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, expect, jest, test } from '@jest/globals';
import { CredentialStore } from '../aws/credentials.ts';
import { Authorizer } from '../iam/authorizer.ts';
import { Functions } from '../lambda/functions.ts';
import { Meter } from '../meter.ts';
import { statusOf } from '../states/execution.ts';
import { Executions } from '../states/executions.ts';
import { Machines } from '../states/machines.ts';
import { TaskTokens } from '../states/task-tokens.ts';
import { modelStacks } from '../template/stack-model.ts';
import { parseTemplate } from '../template/template.ts';

const folder = mkdtempSync(join(tmpdir(), 'laptop-executions-'));
const said = jest.spyOn(console, 'error').mockReturnValue();
const machine = (state: object) => ({
  Type: 'AWS::StepFunctions::StateMachine',
  Properties: {
    RoleArn: 'arn:aws:iam::000000000000:role/machine',
    DefinitionString: JSON.stringify({ StartAt: 'It', States: { It: { ...state, End: true } } }),
  },
});
const stack = modelStacks({
  stacks: [
    {
      name: 'Demo',
      template: parseTemplate({
        Resources: { Pass: machine({ Type: 'Pass' }), Wait: machine({ Type: 'Wait', Seconds: 3600 }) },
      }),
    },
  ],
  parameters: {},
  endpoint: 'http://127.0.0.1:1',
});
const meter = new Meter();
const functions = new Functions({
  stack,
  assetPath: () => folder,
  store: new CredentialStore(join(folder, 'secret')),
  endpoint: 'http://127.0.0.1:1',
  answer: async () => ({ status: 500, headers: {}, body: '' }),
  logs: folder,
  clock: new BigInt64Array(new SharedArrayBuffer(8)),
  meter,
  queues: new Map(),
  localAddress: (text) => text,
});
const authorizer = new Authorizer(new Map());
const machines = new Machines(stack, folder, {
  functions,
  authorizer,
  meter,
  tokens: new TaskTokens(),
});
const { arn: pass } = stack.resource('Pass');
const { arn: wait } = stack.resource('Wait');

const EXISTS = { code: 'ExecutionAlreadyExists' };

const opened: Executions[] = [];
let journals = 0;
const newJournal = (): string => {
  journals += 1;
  return join(folder, `${journals}.jsonl`);
};
/** A file of these lines, which is on a full disk from then on. */
async function openFull(lines = ''): Promise<Executions> {
  const path = newJournal();
  if (lines) {
    writeFileSync(`${path}.before`, lines);
    symlinkSync(`${path}.before`, path);
  }
  // The file is read before this returns, and opened after it.
  const opening = Executions.open(path, machines);
  if (lines) unlinkSync(path);
  symlinkSync('/dev/full', path);
  return keep(await opening);
}
const keep = (executions: Executions): Executions => {
  opened.push(executions);
  return executions;
};
const open = async (path = newJournal()) => keep(await Executions.open(path, machines));
async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; !holds(); turn += 1) {
    if (turn === 1000) throw new Error('it never came to be');
    await sleep(5);
  }
}
const untilEnded = (executions: Executions, arn: string): Promise<void> =>
  until(() => executions.find(arn).end !== undefined);

afterEach(async () => {
  for (const executions of opened.splice(0)) await executions.stop();
});
afterAll(async () => {
  await functions.stop();
  rmSync(folder, { recursive: true });
});

test('an execution is kept with its end', async () => {
  const path = newJournal();
  const executions = await open(path);
  const { arn } = await executions.start(pass, 'one', '{"a":1}');
  await untilEnded(executions, arn);
  await executions.stop();
  const { input, end } = (await open(path)).find(arn);
  expect([input, end?.status, end?.output]).toEqual(['{"a":1}', 'SUCCEEDED', '{"a":1}']);
});

test('starting a name again finds the execution that is open, and no other', async () => {
  const executions = await open();
  const all = await Promise.all([1, 2, 3].map(() => executions.start(wait, 'one', '{}')));
  expect(new Set(all).size).toBe(1);
  expect(await executions.start(wait, 'one', '{}')).toBe(all[0]);
  await expect(executions.start(wait, 'one', '{"other":1}')).rejects.toMatchObject(EXISTS);
  const { arn } = await executions.start(pass, 'two', '{}');
  await untilEnded(executions, arn);
  await expect(executions.start(pass, 'two', '{}')).rejects.toMatchObject(EXISTS);
});

test('an execution that could not be written down was not started, whoever asks and however often', async () => {
  const executions = await openFull();
  const both = await Promise.allSettled([1, 2].map(() => executions.start(wait, 'one', '{}')));
  expect(both).toMatchObject([1, 2].map(() => ({ status: 'rejected', reason: { code: 'ENOSPC' } })));
  await expect(executions.start(wait, 'one', '{"other":1}')).rejects.toMatchObject({ code: 'ENOSPC' });
  const { arn } = await (await open()).start(wait, 'one', '{}');
  expect(() => executions.find(arn)).toThrow('Execution Does Not Exist');
  expect(executions.resume()).toBe(0);
});

test('an execution whose end could not be written down has ended, and the laptop goes on', async () => {
  const path = newJournal();
  const { arn } = await (await open(path)).start(pass, 'one', '{}');
  const [start = ''] = readFileSync(path, 'utf8').split(/(?<=\n)/);
  const executions = await openFull(start);
  said.mockClear();
  expect(executions.resume()).toBe(1);
  await untilEnded(executions, arn);
  expect(statusOf(executions.find(arn))).toBe('SUCCEEDED');
  await until(() => said.mock.calls.length > 0);
  expect(said.mock.calls).toEqual([
    [expect.stringMatching(/^laptop: the end of the execution one .*ENOSPC/)],
  ]);
});
