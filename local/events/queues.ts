import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { JsonLines, readJsonLines } from '../state/json-lines.ts';
import { asNumber, asString, isObject, type JsonObject, optional } from '../template/json.ts';
import type { PlayedResource, StackModel } from '../template/stack-model.ts';

export type Message = {
  readonly id: string;
  readonly body: string;
  readonly sentAt: number;
  receives: number;
  visibleAt: number;
  receipt: string | undefined;
};

/** SQS waits out the visibility; a laptop has no patience for that. */
const FIRST_WAIT_MS = 1000;

/** One queue: at least once, order not promised, a visibility timeout. */
export class Queue {
  readonly name: string;
  readonly arn: string;
  readonly #visibilitySeconds: number;
  readonly deadLetter: { arn: string; maxReceives: number } | undefined;
  readonly #messages = new Map<string, Message>();
  readonly #journal: JsonLines;
  readonly #arrived = new Set<() => void>();

  private constructor({ arn, properties }: PlayedResource, journal: JsonLines) {
    this.arn = arn;
    this.name = arn.split(':').at(-1) ?? arn;
    this.#visibilitySeconds = optional(properties.VisibilityTimeout, 'VisibilityTimeout', asNumber) ?? 30;
    const redrive = properties.RedrivePolicy;
    this.deadLetter = isObject(redrive)
      ? {
          arn: asString(redrive.deadLetterTargetArn, 'deadLetterTargetArn'),
          maxReceives: asNumber(redrive.maxReceiveCount, 'maxReceiveCount'),
        }
      : undefined;
    this.#journal = journal;
  }

  static async open(resource: PlayedResource, folder: string): Promise<Queue> {
    const path = join(folder, `${resource.arn.split(':').at(-1)}.jsonl`);
    const records: JsonObject[] = [];
    await readJsonLines(path, (record) => records.push(record));
    const queue = new Queue(resource, await JsonLines.open(path));
    for (const record of records) {
      const id = asString(record.id, 'id');
      if (record.deleted === true) queue.#messages.delete(id);
      else queue.#keep(id, asString(record.body, 'body'), asNumber(record.sentAt, 'sentAt'));
    }
    return queue;
  }

  close(): Promise<void> {
    return this.#journal.close();
  }

  async send(body: string): Promise<Message> {
    const message = this.#keep(randomUUID(), body, Date.now());
    await this.#journal.append({ id: message.id, body, sentAt: message.sentAt });
    for (const tell of this.#arrived) tell();
    return message;
  }

  receive(most: number): Message[] {
    const now = Date.now();
    const taken: Message[] = [];
    for (const message of this.#messages.values()) {
      if (taken.length >= most) break;
      if (message.visibleAt > now) continue;
      message.visibleAt = now + this.#visibilitySeconds * 1000;
      message.receives += 1;
      message.receipt = `${message.id}.${randomUUID()}`;
      taken.push(message);
    }
    return taken;
  }

  /** A message whose function failed on it comes again after seconds, at the latest when its visibility would have ended. */
  release({ id, receives }: Message): void {
    const message = this.#messages.get(id);
    if (message === undefined) return;
    const wait = Math.min(FIRST_WAIT_MS * 2 ** Math.min(receives - 1, 10), this.#visibilitySeconds * 1000);
    message.visibleAt = Math.min(message.visibleAt, Date.now() + wait);
  }

  async delete(receipt: string): Promise<void> {
    const id = receipt.split('.')[0] ?? '';
    if (this.#messages.delete(id)) await this.#journal.append({ id, deleted: true });
  }

  onArrival(tell: () => void): void {
    this.#arrived.add(tell);
  }

  #keep(id: string, body: string, sentAt: number): Message {
    const message: Message = { id, body, sentAt, receives: 0, visibleAt: 0, receipt: undefined };
    this.#messages.set(id, message);
    return message;
  }
}

export const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** The queues of the stack, findable by ARN. */
export async function openQueues(stack: StackModel, folder: string): Promise<Map<string, Queue>> {
  const queues = new Map<string, Queue>();
  for (const resource of stack.byType('AWS::SQS::Queue')) {
    const queue = await Queue.open(resource, folder);
    queues.set(queue.arn, queue);
  }
  return queues;
}
