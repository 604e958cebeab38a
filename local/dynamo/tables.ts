import type { TableKeys } from '../aws/dynamodb-access.ts';
import {
  asArray,
  asFlag,
  asObject,
  asString,
  isObject,
  type Json,
  type JsonObject,
} from '../template/json.ts';
import type { PlayedResource, StackModel } from '../template/stack-model.ts';
import { type DynamoClient, DynamoFailure } from './dynamo-client.ts';

const hashOf = (schema: Json | undefined): string => {
  const key = asArray(schema, 'KeySchema')
    .map((one) => asObject(one, 'KeySchema'))
    .find((one) => one.KeyType === 'HASH');
  return asString(key?.AttributeName, 'KeySchema');
};

const indexesOf = ({ properties }: PlayedResource): JsonObject[] =>
  ['GlobalSecondaryIndexes', 'LocalSecondaryIndexes'].flatMap((name) => {
    const indexes = properties[name];
    return Array.isArray(indexes) ? indexes.map((index) => asObject(index, name)) : [];
  });

/** The partition keys of every table of the stack, by table name. */
export const tableKeys = (stack: StackModel): Map<string, TableKeys> =>
  new Map(
    stack.byType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').map((table) => [
      table.ref,
      {
        hash: hashOf(table.properties.KeySchema),
        indexes: Object.fromEntries(
          indexesOf(table).map((index) => [asString(index.IndexName, 'IndexName'), hashOf(index.KeySchema)]),
        ),
      },
    ]),
  );

const withoutCapacity = (indexes: Json | undefined): JsonObject[] =>
  (Array.isArray(indexes) ? indexes : []).map((value) => {
    const { IndexName, KeySchema, Projection } = asObject(value, 'index');
    return { IndexName: IndexName ?? null, KeySchema: KeySchema ?? null, Projection: Projection ?? null };
  });

function creation({ ref, properties }: PlayedResource): JsonObject {
  const stream = properties.StreamSpecification;
  const globals = withoutCapacity(properties.GlobalSecondaryIndexes);
  const locals = withoutCapacity(properties.LocalSecondaryIndexes);
  return {
    TableName: ref,
    AttributeDefinitions: properties.AttributeDefinitions ?? [],
    KeySchema: properties.KeySchema ?? [],
    BillingMode: 'PAY_PER_REQUEST',
    ...(globals.length > 0 ? { GlobalSecondaryIndexes: globals } : {}),
    ...(locals.length > 0 ? { LocalSecondaryIndexes: locals } : {}),
    ...(isObject(stream)
      ? {
          StreamSpecification: {
            StreamEnabled: true,
            StreamViewType: stream.StreamViewType ?? 'NEW_AND_OLD_IMAGES',
          },
        }
      : {}),
  };
}

const shape = (schema: Json | undefined): string =>
  JSON.stringify(asArray(schema, 'KeySchema').map((one) => asObject(one, 'KeySchema').AttributeName));

/** A table kept from an earlier template must still have the keys and indexes that this one declares. */
function checkKept(table: PlayedResource, description: JsonObject): void {
  const kept = asObject(description.Table, 'Table');
  const indexNames = (from: Json | undefined): string[] =>
    (Array.isArray(from) ? from : [])
      .map((one) => asString(asObject(one, 'index').IndexName, 'IndexName'))
      .sort();
  const sameKeys = shape(kept.KeySchema) === shape(table.properties.KeySchema);
  const wanted = indexNames(table.properties.GlobalSecondaryIndexes);
  const have = indexNames(kept.GlobalSecondaryIndexes);
  if (!sameKeys || wanted.join() !== have.join()) {
    throw new Error(
      `The table ${table.ref} in the state folder has other keys or indexes than the template. Delete the folder to begin again.`,
    );
  }
}

/**
 * Creates the tables that the state folder does not have yet. The engine's clock is the machine's: where the laptop's is
 * behind it, items would expire before their time, so they do not expire at all.
 */
export async function ensureTables(
  stack: StackModel,
  client: DynamoClient,
  { expire }: { readonly expire: boolean },
): Promise<void> {
  for (const table of stack.byType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable')) {
    try {
      checkKept(table, await client.call('DynamoDB_20120810.DescribeTable', { TableName: table.ref }));
      continue;
    } catch (error) {
      if (!(error instanceof DynamoFailure && error.code === 'ResourceNotFoundException')) throw error;
    }
    await client.call('DynamoDB_20120810.CreateTable', creation(table));
    const expiry = table.properties.TimeToLiveSpecification;
    if (expire && isObject(expiry) && asFlag(expiry.Enabled)) {
      await client.call('DynamoDB_20120810.UpdateTimeToLive', {
        TableName: table.ref,
        TimeToLiveSpecification: expiry,
      });
    }
  }
}
