import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { PROPOSAL, type ProposalStore } from './correction.schema.ts';
import { proposalKey } from './reports.table.ts';

/** Proposals in the reports table, where only who publishes reads them. */
export const dynamoProposalStore = (documents: DynamoDBDocumentClient, TableName: string): ProposalStore => ({
  find: async (period) => {
    const { Item } = await documents.send(
      new GetCommand({ TableName, Key: proposalKey(period), ConsistentRead: true }),
    );
    if (!Item) return undefined;
    const { pk: _pk, sk: _sk, ...body } = Item;
    return PROPOSAL.read(body);
  },
  put: async (proposal) => {
    const Item = { ...PROPOSAL.write(proposal), ...proposalKey(proposal.period) };
    await documents.send(new PutCommand({ TableName, Item }));
  },
});
