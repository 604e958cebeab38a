import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { CONTRIBUTION } from './contribution.schema.ts';
import type { ContributionStore } from './contribution.store.ts';
import { halfYearOf } from './period.ts';
import { CONTRIBUTION_PREFIX, contributionKey, periodPartition } from './reports.table.ts';

/** Contribution rows in the reports table. */
export function dynamoContributionStore(
  documents: DynamoDBDocumentClient,
  tableName: string,
): ContributionStore {
  return {
    put: async (contribution) => {
      const key = contributionKey(halfYearOf(contribution.facts.receivedAt), contribution.demandId);
      try {
        const { Attributes: before } = await documents.send(
          new PutCommand({
            TableName: tableName,
            Item: { ...CONTRIBUTION.write(contribution, contribution), ...key },
            ConditionExpression: 'attribute_not_exists(pk) OR seq < :seq',
            ExpressionAttributeValues: { ':seq': contribution.seq },
            ReturnValues: 'ALL_OLD',
          }),
        );
        return { after: typeof before?.seq === 'number' ? before.seq : 0 };
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return 'stale';
        throw error;
      }
    },
    pages: async function* (halfYear) {
      let from: Record<string, unknown> | undefined;
      do {
        const page = await documents.send(
          new QueryCommand({
            TableName: tableName,
            KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
            ExpressionAttributeValues: { ':pk': periodPartition(halfYear), ':prefix': CONTRIBUTION_PREFIX },
            ConsistentRead: true,
            ExclusiveStartKey: from,
          }),
        );
        yield (page.Items ?? []).map((item) => CONTRIBUTION.read(withoutKey(item)));
        from = page.LastEvaluatedKey;
      } while (from);
    },
  };
}

const withoutKey = ({ pk: _pk, sk: _sk, ...body }: Record<string, unknown>) => body;
