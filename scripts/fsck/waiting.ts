import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Fault } from './chain-faults.ts';
import { scan } from './read-items.ts';
import { eventIn, type LogHead, otherIn } from './read-log.ts';

/** What waits for the log in a work table, what waits there and is no line, and what the log remembers of itself. */
export async function readWaiting(documents: DynamoDBDocumentClient, work: string | undefined) {
  const [lines, faults] = [new Map<string, string>(), [] as Fault[]];
  let head: LogHead | undefined;
  const input = {
    TableName: work,
    FilterExpression: 'begins_with(pk, :pending) OR pk = :head',
    ExpressionAttributeValues: { ':pending': 'pending#', ':head': 'log#head' },
  };
  if (work !== undefined)
    for await (const { pk, sk, entry, size, root } of scan(documents, input)) {
      if (pk === 'log#head') {
        head = { size: Number(size), root: String(root) };
        continue;
      }
      const [at = '', line] = /^([^#]+)#(.+)$/s.exec(String(sk))?.slice(1) ?? [];
      const isLine = typeof entry === 'string' && entry === line && !Number.isNaN(Date.parse(at));
      const isKnown = isLine && (eventIn(entry) ?? otherIn(entry)) !== undefined;
      if (isKnown) lines.set(entry, at);
      else faults.push('log: something waits that is no entry');
    }
  return { lines, faults, head };
}
