import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { Movable, moveClock } from './move-clock.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const BY_DUE = 'byDue';
const MINUTE_MS = 60_000;
/** Behind what is due by as much as the rarest sweep, so that each has run. */
const SWEPT_MS = 5 * MINUTE_MS;
/** Where nothing is due. What looks once in a month or a quarter is not passed over. */
const STRIDE_MS = 30 * 86_400_000;

const Running = z.extend(Movable, { tables: z.record(z.string(), z.array(z.string())) });
type Running = z.infer<typeof Running>;
const Published = z.object({
  event: z.object({
    'detail-type': z.string(),
    detail: z.looseObject({ demandId: z.optional(z.string()) }),
  }),
});

/** How far, as `400d` or `12h`; undefined where it is neither. */
export function spanOf(text: string): number | undefined {
  const [, count, unit] = /^([1-9]\d{0,3})([dh])$/.exec(text) ?? [];
  return count === undefined ? undefined : Number(count) * (unit === 'd' ? 1440 : 60) * MINUTE_MS;
}

/** What is done with what the buses told at each stop: lines for a person, and the events as they were written down. */
export type AtEachStop = { say(line: string): void; follow(events: readonly string[]): Promise<void> };

/**
 * Moves the clock of a running laptop from one due instant to the next, and hands on what was told on its buses meanwhile.
 * @returns the time to which it came
 */
export async function fastForward(state: string, milliseconds: number, { say, follow }: AtEachStop) {
  const folder = resolve(ROOT, state);
  const running = Running.parse(JSON.parse(readFileSync(join(folder, 'laptop.json'), 'utf8')));
  let { clockOffsetMs } = running;
  const now = () => Date.now() + clockOffsetMs;
  const end = now() + milliseconds;
  const events = eventsSince(join(folder, 'events.jsonl'));
  while (now() < end) {
    const due = (await dueAfter(running, clockOffsetMs, now())) + SWEPT_MS;
    const moved = await moveClock(running, clockOffsetMs, Math.min(due, now() + STRIDE_MS, end));
    clockOffsetMs = moved.clockOffsetMs;
    const fresh = events();
    for (const line of linesOf(fresh)) say(`${moved.now.slice(0, 16)}Z  ${line}`);
    await follow(fresh);
  }
  return new Date(now());
}

/** When something is due next; never, where nothing is. */
async function dueAfter(running: Running, systemClockOffset: number, after: number): Promise<number> {
  const { awsEndpoint: endpoint, region, credentials } = running;
  const client = new DynamoDBClient({ endpoint, region, credentials, systemClockOffset });
  const documents = DynamoDBDocumentClient.from(client);
  let next = Number.POSITIVE_INFINITY;
  for (const [TableName, indexes] of Object.entries(running.tables)) {
    if (!indexes.includes(BY_DUE)) continue;
    let from: Record<string, unknown> | undefined;
    do {
      const asked = new ScanCommand({ TableName, IndexName: BY_DUE, ExclusiveStartKey: from });
      const page = await documents.send(asked);
      for (const { dueAt } of page.Items ?? []) {
        const due = Date.parse(String(dueAt));
        if (due > after && due < next) next = due;
      }
      from = page.LastEvaluatedKey;
    } while (from);
  }
  client.destroy();
  return next;
}

/** What was published since it was last asked, as the laptop wrote it down. */
function eventsSince(path: string): () => string[] {
  const lines = () => (existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : []);
  let seen = lines().length;
  return () => {
    const fresh = lines().slice(seen);
    seen += fresh.length;
    return fresh;
  };
}

/** The same of several demands in one line. */
function linesOf(events: readonly string[]): string[] {
  const of = new Map<string, string[]>();
  for (const line of events) {
    const { 'detail-type': type, detail } = Published.parse(JSON.parse(line)).event;
    of.set(type, [...(of.get(type) ?? []), ...(detail.demandId === undefined ? [] : [detail.demandId])]);
  }
  return [...of].map(([type, demands]) => `${type.padEnd(24)} ${demands.join(' ')}`);
}
