import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import {
  clientsOf,
  endLaptop,
  errorName,
  eventually,
  newStateFolder,
  processesOf,
  type RunningLaptop,
  runLaptop,
  synthesizeFixture,
} from './fixture/running-laptop.ts';

const THINGS = 'Fixture-Things';
const SEEN = 'Fixture-Seen';

let assembly: string;
let state: string;
let laptop: RunningLaptop;

beforeAll(async () => {
  assembly = synthesizeFixture();
  state = newStateFolder();
  laptop = await runLaptop(assembly, state);
});

afterAll(async () => {
  await endLaptop(laptop, 'SIGTERM');
  await eventually(() => (processesOf(state).length === 0 ? true : undefined), 5000);
  rmSync(state, { recursive: true, force: true });
  rmSync(assembly, { recursive: true, force: true });
});

const engine = (): number => Number(readFileSync(join(state, 'dynamo.db.pid'), 'utf8'));

const Told = z.object({
  outages: z.array(
    z.object({ how: z.string(), seconds: z.number(), starts: z.number(), refused: z.number() }),
  ),
});
const outages = () => Told.parse(JSON.parse(readFileSync(join(state, 'laptop.json'), 'utf8'))).outages;

test('while the database is away everybody is told to come again, and then all goes on', async () => {
  const { dynamo } = clientsOf(laptop);
  const put = (id: string) =>
    dynamo.send(
      new PutItemCommand({ TableName: THINGS, Item: { pk: { S: `thing#${id}` }, sk: { S: 'event#1' } } }),
    );
  await put('before');
  // Twice: the second start waits a second, in which it is away for certain.
  const first = engine();
  process.kill(first, 'SIGKILL');
  const second = await eventually(() => (engine() === first ? undefined : engine()));
  process.kill(second, 'SIGKILL');
  const answer = await eventually(async () => {
    const response = await fetch(`${laptop.apiUrl}/open/env`);
    return response.status === 503 ? response : undefined;
  });
  expect([answer.headers.get('retry-after'), answer.headers.get('content-type')]).toEqual([
    '1',
    'application/problem+json',
  ]);
  expect(await answer.json()).toMatchObject({ status: 503, code: 'database_away' });
  expect(await errorName(put('between'))).toBe('ServiceUnavailable');

  await eventually(async () =>
    (await fetch(`${laptop.apiUrl}/open/env`)).status === 200 ? true : undefined,
  );
  await put('after');
  for (const id of ['before', 'after']) {
    await eventually(async () => {
      const Key = { id: { S: `thing#${id}/event#1` } };
      return (await dynamo.send(new GetItemCommand({ TableName: SEEN, Key }))).Item;
    });
  }
  const refused = outages().reduce((sum, outage) => sum + outage.refused, 0);
  expect(refused).toBeGreaterThan(0);
  expect(outages().at(-1)).toMatchObject({ how: 'it ended with SIGKILL', seconds: expect.any(Number) });
});
