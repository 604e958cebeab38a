import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { loadAuthorities } from '../../examples/authorities/load.ts';
import { as, given } from '../../examples/client/api-client.ts';
import { endOf } from '../../examples/demo/judge-sample.ts';
import { isCleared, type Played, playSample } from '../../examples/demo/play-sample.ts';
import { readSamples } from '../../examples/demo/read-samples.ts';
import { loadProvider } from '../../examples/provider/load.ts';
import { laptopStores } from '../../examples/provider/stores.ts';
import type { BucketObject } from '../../examples/provider/write-stores.ts';
import { openTestDesk, type TestDesk } from './desk.ts';

const now = new Date();
/** Sent back and corrected, taken back, refused. */
const SAMPLES = ['12', '16', '22'];
const AWAY_MS = 4000;

/** The sample provider with as few records as it can have: who is found is enough here. */
async function seedFew(state: string): Promise<void> {
  const { names, client } = laptopStores(state);
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(client));
  const s3 = new S3Client({ ...client, forcePathStyle: true });
  await loadAuthorities(names.AuthoritiesTable, documents);
  const few = { accounts: 60, mail: 20, messages: 10, calls: 10, recordings: 1, files: 5, sessions: 20 };
  const putObject = ({ bucket, key, bytes, mediaType }: BucketObject) =>
    s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, ContentType: mediaType }));
  await loadProvider(names, now.toISOString().slice(0, 10), { documents, putObject }, few);
}

/** Kills the laptop's database, and what is started in its place, for a while. How often it was killed. */
async function keepAway(state: string, milliseconds: number): Promise<number> {
  let killed = 0;
  let last = 0;
  for (const until = Date.now() + milliseconds; Date.now() < until; await sleep(10)) {
    const pid = Number(readFileSync(join(state, 'dynamo.db.pid'), 'utf8'));
    if (pid === last) continue;
    process.kill(pid, 'SIGKILL');
    last = pid;
    killed += 1;
  }
  return killed;
}

/** Waits until so many uploads wait for the scanner, or did. */
async function untilUploaded(state: string, count: number): Promise<void> {
  const folder = join(state, 'sqs');
  for (;;) {
    const waiting = readdirSync(folder).find((name) => name.includes('ScanningWaiting'));
    const lines = waiting ? readFileSync(join(folder, waiting), 'utf8').split('\n') : [];
    if (lines.filter((line) => line.includes('"body"')).length >= count) return;
    await sleep(5);
  }
}

describe('demands whose database is killed and kept away while they run', () => {
  const state = mkdtempSync(join(tmpdir(), 'due-process-away-'));
  const samples = readSamples(now).filter(({ name }) => SAMPLES.includes(name.slice(0, 2)));
  let test: TestDesk;
  let all: PromiseSettledResult<Played>[];
  let killed: number;
  beforeAll(async () => {
    test = await openTestDesk(state);
    await seedFew(state);
    const deps = { api: test.api, tokens: test.token, runId: `away-${now.getTime()}`, onStep: () => {} };
    const playing = Promise.allSettled(samples.map((sample) => playSample(sample, deps)));
    // While papers are scanned and demands are filed.
    await untilUploaded(state, samples.length);
    killed = await keepAway(state, AWAY_MS);
    all = await playing;
  });
  afterAll(async () => {
    await test?.desk.close();
    rmSync(state, { recursive: true, force: true });
  });

  it('end as they would have', () => {
    expect(killed).toBeGreaterThan(1);
    const ends = all.map((one) =>
      one.status === 'fulfilled' ? [one.value.sample.name, endOf(one.value)] : String(one.reason),
    );
    expect(ends).toEqual(samples.map(({ name, expect: { ends } }) => [name, ends]));
  });

  it('had papers that were scanned all the same', async () => {
    for (const one of all) {
      if (one.status === 'rejected') throw one.reason;
      expect(one.value.view.scans?.map(({ verdict }) => verdict)).toEqual(['clean']);
    }
  });

  it('have whole ledgers, and none failed', async () => {
    for (const one of all) {
      if (one.status === 'rejected') throw one.reason;
      const { id, status } = one.value.view;
      expect(status).not.toBe('failed');
      const params = { path: { id }, query: { limit: 500 } };
      const events = isCleared(id)
        ? await given(
            test.api.GET('/cleared/demands/{id}/events', {
              ...as(await test.token('cleared-auditor', 'cleo')),
              params,
            }),
          )
        : await given(
            test.api.GET('/demands/{id}/events', { ...as(await test.token('auditor', 'ada')), params }),
          );
      expect(events).toMatchObject({ chain: { whole: true } });
    }
  });

  it('and the laptop tells how long it was away', () => {
    const { outages } = JSON.parse(readFileSync(join(state, 'laptop.json'), 'utf8'));
    const seconds = outages.reduce((sum: number, outage: { seconds: number }) => sum + outage.seconds, 0);
    expect(seconds).toBeGreaterThan(AWAY_MS / 1000 - 4);
  });
});
