import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  clientsOf,
  endLaptop,
  eventually,
  newStateFolder,
  type RunningLaptop,
  runLaptop,
  synthesizeFixture,
} from './fixture/running-laptop.ts';

const THINGS = 'Fixture-Things';
const PACKAGES = 'fixture-packages';
const DISK_MB = 48;

/** A disk of its own, where the machine lets us have one. */
const state = newStateFolder();
const mounted =
  spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MB}m`, 'tmpfs', state], { stdio: 'ignore' })
    .status === 0;
const filler = join(state, 'filler');

/** Takes what is left. */
function fill(): void {
  const path = join(state, 'filler');
  for (let size = 4 * 1024 * 1024; size >= 512; ) {
    try {
      writeFileSync(path, Buffer.alloc(size), { flag: 'a' });
    } catch {
      size = Math.floor(size / 2);
    }
  }
}

(mounted ? describe : describe.skip)('a disk that is full', () => {
  let assembly: string;
  let laptop: RunningLaptop;

  beforeAll(async () => {
    assembly = synthesizeFixture();
    laptop = await runLaptop(assembly, state);
  });

  afterAll(async () => {
    await endLaptop(laptop, 'SIGKILL');
    rmSync(assembly, { recursive: true, force: true });
  });

  const put = {
    item: (id: string) =>
      clientsOf(laptop).dynamo.send(
        new PutItemCommand({
          TableName: THINGS,
          Item: { pk: { S: `thing#${id}` }, sk: { S: 'thing' }, text: { S: 'x'.repeat(4000) } },
        }),
      ),
    object: (id: string) =>
      clientsOf(laptop).s3.send(new PutObjectCommand({ Bucket: PACKAGES, Key: id, Body: id.repeat(2000) })),
    thing: (id: string) =>
      fetch(`${laptop.apiUrl}/things`, {
        method: 'POST',
        body: JSON.stringify({ id }),
        headers: { Authorization: 'Bearer olga' },
      }),
  };

  const statusOf = (attempt: Promise<unknown>): Promise<number> =>
    attempt.then(
      () => 200,
      (error: { $metadata?: { httpStatusCode?: number } }) => error.$metadata?.httpStatusCode ?? 0,
    );

  async function expectKept(ids: readonly string[]): Promise<void> {
    const { dynamo, s3 } = clientsOf(laptop);
    for (const id of ids) {
      const Key = { pk: { S: `thing#${id}` }, sk: { S: 'thing' } };
      expect((await dynamo.send(new GetItemCommand({ TableName: THINGS, Key }))).Item?.pk?.S).toBe(
        `thing#${id}`,
      );
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: PACKAGES, Key: id }));
      expect(await Body?.transformToString()).toBe(id.repeat(2000));
    }
  }

  test('costs what comes then, with a 5xx, and nothing that was acknowledged', async () => {
    await put.item('before');
    await put.object('before');
    fill();
    // What there is room for still, or none: whatever is acknowledged is there.
    const taken: string[] = [];
    let refused = 0;
    for (let index = 0; index < 40; index += 1) {
      const id = `full${index}`;
      const statuses = [await statusOf(put.item(id)), await statusOf(put.object(id))];
      if (statuses.every((status) => status === 200)) taken.push(id);
      for (const status of statuses.filter((one) => one !== 200)) {
        expect(status).toBeGreaterThanOrEqual(500);
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(0);
    expect((await put.thing('flow-full')).status).toBeGreaterThanOrEqual(500);
    await expectKept(['before', ...taken]);

    // Killed in the middle of it.
    rmSync(filler);
    await endLaptop(laptop, 'SIGKILL');
    laptop = await runLaptop(assembly, state);
    await expectKept(['before', ...taken]);
    await put.item('after');
    await put.object('after');
    await expectKept(['after']);
    expect((await put.thing('flow-after')).status).toBe(202);
  });

  test('is no end: it goes on by itself when there is room again', async () => {
    fill();
    await eventually(async () => ((await statusOf(put.object('none'))) >= 500 ? true : undefined));
    rmSync(filler);
    await eventually(async () => ((await statusOf(put.item('again'))) === 200 ? true : undefined));
    expect(await statusOf(put.object('again'))).toBe(200);
    await expectKept(['again']);
    expect((await put.thing('flow-again')).status).toBe(202);
  });
});

afterAll(() => {
  if (mounted) spawnSync('umount', ['-l', state]);
  rmSync(state, { recursive: true, force: true });
});
