import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Queue } from '../events/queues.ts';
import type { Functions } from '../lambda/functions.ts';
import type { Outcome } from '../lambda/invocation.ts';
import { mappingSettings } from '../streams/mapping-settings.ts';
import { QueueMapping } from '../streams/queue-mapping.ts';
import type { JsonObject } from '../template/json.ts';
import type { PlayedResource } from '../template/stack-model.ts';

const folder = mkdtempSync(join(tmpdir(), 'laptop-queue-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const resource = (name: string, properties: JsonObject) =>
  ({
    logicalId: name,
    ref: name,
    arn: `arn:aws:sqs:us-east-1:1:${name}`,
    properties,
  }) as unknown as PlayedResource;

test('a message that its function failed on comes again, others do not, and one that never works is given up', async () => {
  const parked = await Queue.open(resource('parked', {}), folder);
  const redrive = { deadLetterTargetArn: parked.arn, maxReceiveCount: 2 };
  const queue = await Queue.open(
    resource('waiting', { VisibilityTimeout: 120, RedrivePolicy: redrive }),
    folder,
  );
  const seen: string[] = [];
  const invoke = async (_name: string, event: JsonObject): Promise<Outcome> => {
    const records = event.Records as { messageId: string; body: string }[];
    seen.push(...records.map(({ body }) => body));
    const failed = records.filter(({ body }) => body !== 'good');
    return {
      ok: true,
      payload: { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) },
    };
  };
  const settings = mappingSettings(
    resource('mapping', {
      EventSourceArn: queue.arn,
      FunctionName: 'scan',
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    }),
  );
  const mapping = new QueueMapping({
    settings,
    queue,
    queues: new Map([[parked.arn, parked]]),
    functions: { invoke } as unknown as Functions,
    isAway: () => false,
    report: (line) => seen.push(line),
  });
  for (const body of ['bad', 'good']) await queue.send(body);
  for (const until = Date.now() + 20_000; parked.receive(1).length === 0; ) {
    if (Date.now() > until) throw new Error(`not given up: ${seen}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await mapping.stop();
  expect([...seen].sort()).toEqual(['bad', 'bad', 'good']);
  await Promise.all([queue.close(), parked.close()]);
});
