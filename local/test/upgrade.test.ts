import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { DescribeExecutionCommand, SendTaskSuccessCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  clientsOf,
  endLaptop,
  errorName,
  eventually,
  newStateFolder,
  type RunningLaptop,
  runLaptop,
} from './fixture/running-laptop.ts';

const FLOW = 'arn:aws:states:us-east-1:000000000000:stateMachine:Upgrade-Flow';
const assemblies = new Map<string, string>();
const state = newStateFolder();
let laptop: RunningLaptop | undefined;
let clients: ReturnType<typeof clientsOf>;

beforeAll(() => {
  for (const release of ['1', '2']) {
    const folder = mkdtempSync(join(tmpdir(), 'laptop-assembly-'));
    const script = join(import.meta.dirname, 'fixture', 'upgrade-stacks.ts');
    const { status, stderr } = spawnSync(process.execPath, [script, folder, release], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    assemblies.set(release, folder);
  }
});
afterAll(async () => {
  if (laptop !== undefined) await endLaptop(laptop, 'SIGTERM');
  for (const folder of [state, ...assemblies.values()]) rmSync(folder, { recursive: true, force: true });
});

/** Whatever runs then is in flight over the deployment. */
async function deploy(release: string): Promise<void> {
  if (laptop !== undefined) await endLaptop(laptop, 'SIGKILL');
  laptop = await runLaptop(assemblies.get(release) ?? '', state);
  clients = clientsOf(laptop);
}

const start = (name: string, stateMachineArn = laptop?.outputs.LiveArn) =>
  clients.sfn.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify({ id: name }) }));

const taskToken = async (id: string): Promise<string | undefined> => {
  const key = { pk: { S: `thing#${id}` }, sk: { S: 'token' } };
  const { Item: item } = await clients.dynamo.send(
    new GetItemCommand({ TableName: 'Upgrade-State-Things', Key: key, ConsistentRead: true }),
  );
  return item?.token?.S;
};

/** Answers the wait, of which a restarted laptop has a new token, and gives what the execution came to. */
async function finish(id: string): Promise<unknown> {
  await eventually(async () => {
    const token = await taskToken(id);
    if (token === undefined) return undefined;
    const send = new SendTaskSuccessCommand({ taskToken: token, output: '{}' });
    return (await errorName(clients.sfn.send(send))) === 'no error' ? true : undefined;
  });
  const executionArn = `arn:aws:states:us-east-1:000000000000:execution:Upgrade-Flow:${id}`;
  const { output } = await eventually(async () => {
    const described = await clients.sfn.send(new DescribeExecutionCommand({ executionArn }));
    return described.status === 'RUNNING' ? undefined : described;
  });
  return JSON.parse(output ?? 'null');
}

test('executions in flight end by the definition that they began with, over an upgrade and a rollback', async () => {
  await deploy('1');
  for (const name of ['old1', 'old2']) {
    await start(name);
    await eventually(() => taskToken(name));
  }
  expect(await errorName(start('unpublished', `${FLOW}:1`))).toBe('StateMachineDoesNotExist');

  // The alias is on the new definition; functions answer as they are now, whoever calls them.
  await deploy('2');
  for (const name of ['new1', 'new2']) {
    await start(name);
    await eventually(() => taskToken(name));
  }
  expect(await finish('new1')).toEqual({ definition: '2', code: '2' });
  expect(await finish('old1')).toEqual({ definition: '1', code: '2' });

  await deploy('1');
  await start('back1');
  await start('back2', laptop?.outputs.VersionArn);
  expect(await finish('back1')).toEqual({ definition: '1', code: '1' });
  expect(await finish('back2')).toEqual({ definition: '1', code: '1' });
  expect(await finish('new2')).toEqual({ definition: '2', code: '1' });
  expect(await finish('old2')).toEqual({ definition: '1', code: '1' });
});
