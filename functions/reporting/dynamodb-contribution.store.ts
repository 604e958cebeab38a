import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { CONTRIBUTION, type Contribution, isSecret } from './contribution.schema.ts';
import type { ContributionStore } from './contribution.store.ts';
import { halfYearOf } from './period.ts';
import { CONTRIBUTION_PREFIX, contributionKey, periodPartition } from './reports.table.ts';

export type ContributionTables = {
  /** Also where an earlier release wrote every row. Empty for who counts secret demands alone. */
  reports: string;
  /** Rows of national-security process. */
  secret: string;
};

/**
 * Contribution rows in two tables. A row that an earlier release left in the other one is read until the rebuild has moved it: of
 * a demand that has two rows of a half-year, the one of the later event counts, wherever it stands. What is moved between
 * both reads is in neither; who reads holds what came against the ledgers, and reads again.
 */
export function dynamoContributionStore(
  documents: DynamoDBDocumentClient,
  tables: ContributionTables,
): ContributionStore {
  async function* rowsIn(TableName: string, halfYear: string): AsyncGenerator<Contribution[]> {
    let from: Record<string, unknown> | undefined;
    do {
      const page = await documents.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
          ExpressionAttributeValues: { ':pk': periodPartition(halfYear), ':prefix': CONTRIBUTION_PREFIX },
          ConsistentRead: true,
          ExclusiveStartKey: from,
        }),
      );
      yield (page.Items ?? []).map((item) => CONTRIBUTION.read(withoutKey(item)));
      from = page.LastEvaluatedKey;
    } while (from);
  }
  return {
    put: async (contribution) => {
      const key = contributionKey(halfYearOf(contribution.facts.receivedAt), contribution.demandId);
      const secret = isSecret(contribution);
      try {
        const { Attributes: before } = await documents.send(
          new PutCommand({
            TableName: secret ? tables.secret : tables.reports,
            Item: { ...CONTRIBUTION.write(contribution, contribution), ...key },
            ConditionExpression: 'attribute_not_exists(pk) OR seq < :seq',
            ExpressionAttributeValues: { ':seq': contribution.seq },
            // What stood there before is needed to measure work; secret work is not measured.
            ...(secret ? {} : { ReturnValues: 'ALL_OLD' }),
          }),
        );
        return { after: typeof before?.seq === 'number' ? before.seq : 0 };
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return 'stale';
        throw error;
      }
    },
    pages: async function* (halfYear) {
      const secret = new Map<string, Contribution>();
      for await (const page of rowsIn(tables.secret, halfYear))
        for (const row of page) secret.set(row.demandId, row);
      for await (const page of rowsIn(tables.reports, halfYear))
        yield page.filter((row) => {
          const other = secret.get(row.demandId);
          if (other && other.seq >= row.seq) return false;
          secret.delete(row.demandId);
          return true;
        });
      yield [...secret.values()];
    },
  };
}

const withoutKey = ({ pk: _pk, sk: _sk, ...body }: Record<string, unknown>) => body;
