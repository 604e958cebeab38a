import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { sha256Hex } from '../shared/canonical-json.ts';
import { type Clock, systemClock } from '../shared/clock.ts';
import type { LimitStore } from '../shared/limit.ts';
import { limitKey, WORK_TABLE_EXPIRY } from './work.table.ts';

/** A counter that takes longer than this is away: nobody waits for it. */
const PATIENCE_MS = 2000;
/** Clocks of two instances, and the table's, may differ by as much before a row that still counts is gone. */
const KEPT_SECONDS = 3600;

/** Buckets that an instance has in mind. */
const MOST_SEEN = 500;

/**
 * Buckets as one number each (the generic cell rate algorithm): `fullAt`, when the bucket is full again, in milliseconds
 * since 1970. A call moves it on by `everyMs`, and may not move it further than a whole bucket from now. It only grows, so
 * that what a refused write saw still holds: mostly one write a call, two where another instance counted last.
 */
export function dynamoLimitStore(
  documents: DynamoDBDocumentClient,
  tableName: string,
  clock: Clock = systemClock,
  patienceMs = PATIENCE_MS,
): LimitStore {
  /** When buckets are full again, as this instance saw last: which write to try first, and nothing more. */
  const lastSeen = new Map<string, number>();
  const remember = (bucket: string, fullAt: number) => {
    lastSeen.delete(bucket);
    lastSeen.set(bucket, fullAt);
    const [oldest = ''] = lastSeen.keys();
    if (lastSeen.size > MOST_SEEN) lastSeen.delete(oldest);
  };
  return {
    take: async ({ what, who, burst, everyMs }) => {
      const bucket = limitKey(what, sha256Hex(who));
      const now = clock().getTime();
      /** The latest `fullAt` that leaves one to take. */
      const latest = now + (burst - 1) * everyMs;
      const expiresAt = Math.ceil((latest + everyMs) / 1000) + KEPT_SECONDS;
      const set = (fullAt: string, condition: string, values: Record<string, number>) =>
        setOrSeen(
          documents,
          patienceMs,
          new UpdateCommand({
            TableName: tableName,
            Key: bucket,
            UpdateExpression: `SET fullAt = ${fullAt}, ${WORK_TABLE_EXPIRY} = :expiresAt`,
            ConditionExpression: condition,
            ExpressionAttributeValues: { ':expiresAt': expiresAt, ...values },
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
      /** Of a full bucket. */
      const begin = () =>
        set(':next', 'attribute_not_exists(fullAt) OR fullAt <= :now', {
          ':next': now + everyMs,
          ':now': now,
        });
      /** Of one that is filling. */
      const goOn = () =>
        set('fullAt + :every', 'fullAt > :now AND fullAt <= :latest', {
          ':every': everyMs,
          ':now': now,
          ':latest': latest,
        });
      const before = lastSeen.get(bucket.pk) ?? 0;
      let fullAt = await (before > now ? goOn() : begin());
      // What was in the way says which of the two it is. It only grows: one goes on at the third try at the latest.
      while (fullAt !== 'set' && fullAt <= latest) fullAt = await (fullAt > now ? goOn() : begin());
      remember(bucket.pk, fullAt === 'set' ? Math.max(before, now) + everyMs : fullAt);
      return fullAt === 'set' ? 0 : Math.max(fullAt - latest, 1);
    },
  };
}

/** Sets, or gives the `fullAt` that was in the way. */
async function setOrSeen(
  documents: DynamoDBDocumentClient,
  patienceMs: number,
  update: UpdateCommand,
): Promise<'set' | number> {
  try {
    await documents.send(update, { abortSignal: AbortSignal.timeout(patienceMs) });
    return 'set';
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return Number(error.Item?.fullAt?.N ?? 0);
  }
}
