import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { viewerOf } from '../ledger/viewer-of.ts';
import { PROPOSAL, type ProposalStore } from './correction.schema.ts';
import { PROPOSAL_PREFIX, periodPartition, proposalKey } from './reports.table.ts';

/** Proposals in the reports table, where only who publishes reads them. */
export const dynamoProposalStore = (documents: DynamoDBDocumentClient, TableName: string): ProposalStore => ({
  of: async (period) => {
    // As many as there are auditors: one page has them all.
    const { Items = [] } = await documents.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': periodPartition(period), ':prefix': PROPOSAL_PREFIX },
        ConsistentRead: true,
      }),
    );
    return Items.map(({ pk: _pk, sk: _sk, ...body }) => PROPOSAL.read(body));
  },
  put: async (proposal) => {
    const Item = { ...PROPOSAL.write(proposal), ...proposalKey(proposal.period, viewerOf(proposal.by)) };
    await documents.send(new PutCommand({ TableName, Item }));
  },
});
