import type { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoPendingStore } from '../../functions/log/dynamodb-pending.store.ts';
import { StoreBusy } from '../../functions/shared/faults.ts';

const items = Array.from({ length: 30 }, (_, number) => ({ pk: 'pending#0', sk: `${number}`, entry: 'x' }));

/** A table that leaves the first of each batch undone so many times; and the keys that it was asked to delete, batch by batch. */
function throttled(times: number) {
  const asked: unknown[][] = [];
  const send = async ({ input }: BatchWriteCommand) => {
    const requests = input.RequestItems?.work ?? [];
    asked.push(requests.map((request) => request.DeleteRequest?.Key?.sk));
    return asked.length <= times ? { UnprocessedItems: { work: requests.slice(0, 1) } } : {};
  };
  const documents = { send } as unknown as DynamoDBDocumentClient;
  return { asked, pending: dynamoPendingStore(documents, 'work') };
}

describe('what the log took in', () => {
  it('goes in batches, of which what was left undone is asked for again', async () => {
    const { asked, pending } = throttled(1);
    await pending.remove(items);
    expect(asked.map((keys) => keys.length)).toEqual([25, 1, 5]);
    expect(asked[1]).toEqual(['0']);
    expect(new Set(asked.flat()).size).toBe(30);
  });

  it('is left to the next run where the table stays busy', async () => {
    const { asked, pending } = throttled(Number.POSITIVE_INFINITY);
    await expect(pending.remove(items)).rejects.toThrow(StoreBusy);
    expect(asked.map((keys) => keys.length)).toEqual([25, 1, 1, 1]);
  });
});
