import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { StoreBusy } from '../shared/faults.ts';
import { instant } from '../shared/moment.schema.ts';
import type { Heads } from './heads.ts';
import { serviceKey } from './reports.table.ts';
import type { ServiceBegan } from './service-began.ts';

const Row = z.object({ at: instant });

/**
 * Kept once, by the first round or publication of a deployment: the day on which it runs, or of the first filing where that
 * was before. A day and not an instant: the first demand's would be one demand's.
 */
export function dynamoServiceBegan(
  documents: DynamoDBDocumentClient,
  TableName: string,
  heads: Pick<Heads, 'first'>,
): ServiceBegan {
  const read = async () => {
    const { Item } = await documents.send(
      new GetCommand({ TableName, Key: serviceKey(), ConsistentRead: true }),
    );
    return Item && new Date(Row.parse(Item).at);
  };
  return async (now) => {
    const known = await read();
    if (known) return known;
    const first = await heads.first();
    const at = startOfDay(first === undefined ? now : new Date(Math.min(now.getTime(), Date.parse(first))));
    try {
      await documents.send(
        new PutCommand({
          TableName,
          Item: { ...serviceKey(), at: at.toISOString() },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      );
      return at;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
    const others = await read();
    if (!others) throw new StoreBusy('when the service began was written and is not there');
    return others;
  };
}

const startOfDay = (at: Date) => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()));
