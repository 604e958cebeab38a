import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { scanKey } from '../ledger/work.table.ts';
import { UnreadableItem } from '../shared/faults.ts';
import { keyOf } from './documents.bucket.ts';
import { type ScannedDocument, VERDICTS, type VerdictStore } from './verdict.store.ts';

const Row = z.object({ verdict: z.enum(VERDICTS) });

const rowKey = ({ authorityId, sha256, versionId }: ScannedDocument) =>
  scanKey(keyOf(authorityId, sha256), versionId);

/** Verdicts in the work table: one that is lost makes its document unscanned, which nobody opens. */
export function dynamoVerdictStore(documents: DynamoDBDocumentClient, tableName: string): VerdictStore {
  return {
    of: async (document) => {
      const { Item } = await documents.send(
        new GetCommand({ TableName: tableName, Key: rowKey(document), ConsistentRead: true }),
      );
      if (!Item) return 'unscanned';
      const row = Row.safeParse(Item);
      if (!row.success) throw new UnreadableItem('scan: not a verdict');
      return row.data.verdict;
    },
    keep: async (document, verdict, at) => {
      const put = new PutCommand({
        TableName: tableName,
        Item: { ...rowKey(document), verdict, at },
        ...(verdict === 'failed'
          ? {
              ConditionExpression: 'attribute_not_exists(verdict) OR verdict = :failed',
              ExpressionAttributeValues: { ':failed': 'failed' },
            }
          : {}),
      });
      await documents.send(put).catch((error: unknown) => {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      });
    },
  };
}
