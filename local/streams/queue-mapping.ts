import { setTimeout as sleep } from 'node:timers/promises';
import type { Message, Queue } from '../events/queues.ts';
import { md5 } from '../events/queues.ts';
import type { Functions } from '../lambda/functions.ts';
import { isObject, type Json, type JsonObject } from '../template/json.ts';
import { REGION } from '../template/pseudo-parameters.ts';
import type { MappingSettings } from './mapping-settings.ts';

const IDLE_MS = 1000;
/** How long a stop waits for a function that is at work. */
const LAST_MS = 5000;

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

type QueueMappingOptions = {
  readonly settings: MappingSettings;
  readonly queue: Queue;
  readonly queues: ReadonlyMap<string, Queue>;
  readonly functions: Functions;
  /** Whether the database is: a function that cannot work is not asked, and no message is given up for that. */
  readonly isAway: () => boolean;
  readonly report: (line: string) => void;
};

/** Brings the messages of a queue to a function, and those that failed too often to the queue's dead-letter queue. */
export class QueueMapping {
  readonly #options: QueueMappingOptions;
  readonly #timer: NodeJS.Timeout;
  #working: Promise<void> | undefined;
  #stopped = false;

  constructor(options: QueueMappingOptions) {
    this.#options = options;
    options.queue.onArrival(() => this.#wake());
    this.#timer = setInterval(() => this.#wake(), IDLE_MS);
  }

  /** Waits a while for what is under way, so that it is written down what was done; what is not comes again. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await Promise.race([this.#working, sleep(LAST_MS, undefined, { ref: false })]);
  }

  #wake(): void {
    this.#working ??= this.#drain().finally(() => {
      this.#working = undefined;
    });
  }

  async #drain(): Promise<void> {
    try {
      while (!this.#stopped && !this.#options.isAway() && (await this.#deliver()));
    } catch (error) {
      // A disk that is full, say: messages that were taken come again when their time is over.
      this.#options.report(`messages of ${this.#options.settings.id} wait: ${String(error)}`);
    }
  }

  async #deliver(): Promise<boolean> {
    const { settings, queue, queues, functions } = this.#options;
    const { deadLetter } = queue;
    const batch: Message[] = [];
    for (const message of queue.receive(settings.batchSize)) {
      const target =
        deadLetter && message.receives > deadLetter.maxReceives ? queues.get(deadLetter.arn) : undefined;
      if (target === undefined) batch.push(message);
      else {
        await target.send(message.body);
        await queue.delete(message.receipt ?? '');
      }
    }
    if (batch.length === 0) return false;
    const outcome = await functions.invoke(settings.functionName, {
      Records: batch.map((message) => eventOf(message, queue.arn)),
    });
    const failed = outcome.ok ? failedIds(outcome.payload, settings.reportsItemFailures) : undefined;
    for (const message of batch) {
      if (failed === undefined || failed.has(message.id)) queue.release(message);
      else await queue.delete(message.receipt ?? '');
    }
    return true;
  }
}
