import type { Message, Queue } from '../events/queues.ts';
import { md5 } from '../events/queues.ts';
import type { Functions } from '../lambda/functions.ts';
import { isObject, type Json, type JsonObject } from '../template/json.ts';
import { REGION } from '../template/pseudo-parameters.ts';
import type { MappingSettings } from './mapping-settings.ts';

const IDLE_MS = 1000;

const eventOf = ({ id, body, receipt, receives, sentAt }: Message, queueArn: string): JsonObject => ({
  messageId: id,
  receiptHandle: receipt ?? '',
  body,
  attributes: { ApproximateReceiveCount: String(receives), SentTimestamp: String(sentAt) },
  messageAttributes: {},
  md5OfBody: md5(body),
  eventSource: 'aws:sqs',
  eventSourceARN: queueArn,
  awsRegion: REGION,
});

function failedIds(answer: Json, reports: boolean): Set<string> {
  const failures = reports && isObject(answer) ? answer.batchItemFailures : undefined;
  const ids = (Array.isArray(failures) ? failures : []).map((one) =>
    isObject(one) ? String(one.itemIdentifier) : '',
  );
  return new Set(ids);
}

/** Brings the messages of a queue to a function, and those that failed too often to the queue's dead-letter queue. */
export class QueueMapping {
  readonly #settings: MappingSettings;
  readonly #queue: Queue;
  readonly #queues: ReadonlyMap<string, Queue>;
  readonly #functions: Functions;
  readonly #timer: NodeJS.Timeout;
  #busy = false;
  #stopped = false;

  constructor(
    settings: MappingSettings,
    queue: Queue,
    queues: ReadonlyMap<string, Queue>,
    functions: Functions,
  ) {
    this.#settings = settings;
    this.#queue = queue;
    this.#queues = queues;
    this.#functions = functions;
    queue.onArrival(() => void this.#drain());
    this.#timer = setInterval(() => void this.#drain(), IDLE_MS);
  }

  stop(): void {
    this.#stopped = true;
    clearInterval(this.#timer);
  }

  async #drain(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      while (!this.#stopped && (await this.#deliver()));
    } finally {
      this.#busy = false;
    }
  }

  async #deliver(): Promise<boolean> {
    const { deadLetter } = this.#queue;
    const batch: Message[] = [];
    for (const message of this.#queue.receive(this.#settings.batchSize)) {
      const target =
        deadLetter && message.receives > deadLetter.maxReceives
          ? this.#queues.get(deadLetter.arn)
          : undefined;
      if (target === undefined) batch.push(message);
      else {
        await target.send(message.body);
        await this.#queue.delete(message.receipt ?? '');
      }
    }
    if (batch.length === 0) return false;
    const outcome = await this.#functions.invoke(this.#settings.functionName, {
      Records: batch.map((message) => eventOf(message, this.#queue.arn)),
    });
    if (!outcome.ok) return true;
    const failed = failedIds(outcome.payload, this.#settings.reportsItemFailures);
    for (const { id, receipt } of batch) if (!failed.has(id)) await this.#queue.delete(receipt ?? '');
    return true;
  }
}
