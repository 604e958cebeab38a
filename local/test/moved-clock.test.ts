import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { Movable, moveClock } from '../../examples/demo/move-clock.ts';
import {
  clientsOf,
  endLaptop,
  newStateFolder,
  type RunningLaptop,
  runLaptop,
  synthesizeFixture,
} from './fixture/running-laptop.ts';

const Time = z.object({ now: z.number() });
const AT = Date.parse('2031-01-05T09:00:00Z');
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

let assembly: string;
let state: string;
let laptop: RunningLaptop;

beforeAll(async () => {
  assembly = synthesizeFixture();
  state = newStateFolder();
  laptop = await runLaptop(assembly, state, AT);
});

afterAll(async () => {
  await endLaptop(laptop, 'SIGTERM');
  rmSync(state, { recursive: true, force: true });
  rmSync(assembly, { recursive: true, force: true });
});

const timeOf = async (): Promise<{ now: number; date: number }> => {
  const response = await fetch(`${laptop.apiUrl}/open/time`);
  const { now } = Time.parse(await response.json());
  return { now, date: Date.parse(response.headers.get('date') ?? '') };
};

const isAbout = (instant: number, expected: number): void =>
  expect(Math.abs(instant - expected)).toBeLessThan(2 * MINUTE);

test('a function, the gateway and the description are at the time to which the laptop was moved', async () => {
  const { now, date } = await timeOf();
  isAbout(now, AT);
  isAbout(date, AT);
  isAbout(Date.now() + laptop.clockOffsetMs, AT);
});

test('links hold as long as they say, by that time', async () => {
  const object = { Bucket: 'fixture-packages', Key: 'link' };
  // A client whose clock is the machine's learns the laptop's from the answers, as it would from AWS.
  const clients = clientsOf(laptop);
  const s3 = new S3Client({
    endpoint: laptop.awsEndpoint,
    region: 'us-east-1',
    credentials: laptop.credentials,
  });
  await s3.send(new PutObjectCommand({ ...object, Body: 'by link' }));
  const link = (signingDate: number) =>
    getSignedUrl(clients.s3, new GetObjectCommand(object), {
      expiresIn: 60,
      signingDate: new Date(signingDate),
    });
  const { now } = await timeOf();
  expect(await (await fetch(await link(now))).text()).toBe('by link');
  expect((await fetch(await link(Date.now()))).status).toBe(403);
});

test('a token that is given beside it is of its time', () => {
  const script = join(import.meta.dirname, '../token.ts');
  const args = [script, '--role', 'auditor', '--as', 'ada', '--state', state];
  const token = spawnSync(process.execPath, args, { encoding: 'utf8' }).stdout;
  const { iat } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  isAbout(iat * 1000, AT);
});

test('a call of the administrator moves it, never back, and what was due by then is done', async () => {
  const described = () => Movable.parse(JSON.parse(readFileSync(join(state, 'laptop.json'), 'utf8')));
  const before = described();
  const to = AT + 400 * DAY;
  const moved = await moveClock(before, before.clockOffsetMs, to);
  isAbout(Date.parse(moved.now), to);
  expect(described().clockOffsetMs).toBe(moved.clockOffsetMs);
  isAbout((await timeOf()).now, to);
  // The schedule of each minute ran once, for its first missed time.
  const { awsEndpoint: endpoint, credentials } = laptop;
  const systemClockOffset = moved.clockOffsetMs;
  const dynamo = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials, systemClockOffset });
  const Key = { id: { S: 'tick#Scheduled Event' } };
  const seen = await dynamo.send(
    new GetItemCommand({ TableName: 'Fixture-Seen', Key, ConsistentRead: true }),
  );
  expect(seen.Item).toBeDefined();
  await expect(moveClock(described(), moved.clockOffsetMs, AT)).rejects.toThrow('never goes back');
  const thief = { ...before, credentials: { ...before.credentials, secretAccessKey: 'guessed' } };
  await expect(moveClock(thief, moved.clockOffsetMs, to + DAY)).rejects.toThrow('InvalidSignature');
});

test('the folder keeps the time, and never goes back', async () => {
  await endLaptop(laptop, 'SIGKILL');
  await expect(runLaptop(assembly, state, AT - DAY)).rejects.toThrow('never goes back');
  expect(existsSync(join(state, 'clock.json'))).toBe(true);
  laptop = await runLaptop(assembly, state);
  isAbout((await timeOf()).now, AT + 400 * DAY);
  await endLaptop(laptop, 'SIGTERM');
  laptop = await runLaptop(assembly, state, AT + 500 * DAY);
  isAbout((await timeOf()).now, AT + 500 * DAY);
});
