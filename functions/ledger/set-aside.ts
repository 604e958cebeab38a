import * as z from 'zod/mini';
import { logError } from '../shared/logger.ts';
import { demandIdOf, EVENT_PREFIX } from './demands.table.ts';
import type { StreamRecord } from './stream-batch.schema.ts';

/** Faults that no other try cures: the item is not what its version says, is of a later one, or is none that a store takes. */
const FOR_GOOD: readonly string[] = ['UnreadableItem', 'NewerVersion', 'ValidationException'];

/** Whether what failed would fail again however often it is tried. */
export const failsForGood = (error: unknown) => error instanceof Error && FOR_GOOD.includes(error.name);

/**
 * Sets a record aside that can never be handled: names it in the log, on which an alarm rings, and lets what comes after it
 * go on. Nothing is lost: the event stands in the ledger that the log line names.
 */
export function setAside(record: StreamRecord, error: unknown): void {
  logError('RECORD_PARKED', error, {
    sequenceNumber: record.dynamodb.SequenceNumber,
    ...placeOf(record),
  });
}

const text = (pattern: RegExp) => z.object({ S: z.string().check(z.regex(pattern)) });
const Keys = z.object({ pk: text(/^demand#[cd]-[0-9a-z]+$/), sk: text(/^event#\d+$/) });

/** Which event it is, where its key is one of ours. */
function placeOf({ dynamodb }: StreamRecord): Record<string, string | number> {
  const keys = Keys.safeParse(dynamodb.Keys ?? dynamodb.NewImage).data;
  if (!keys) return {};
  return { demandId: demandIdOf(keys.pk.S), seq: Number(keys.sk.S.slice(EVENT_PREFIX.length)) };
}
