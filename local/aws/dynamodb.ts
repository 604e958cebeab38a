import { DatabaseAway, type DynamoClient, type RawReply } from '../dynamo/dynamo-client.ts';
import type { Authorizer } from '../iam/authorizer.ts';
import type { Meter } from '../meter.ts';
import { asObject, isObject, type JsonObject, parseJson } from '../template/json.ts';
import { AwsError } from './aws-error.ts';
import { header, type Service } from './call.ts';
import { dynamoAccess, type KeysOf } from './dynamodb-access.ts';
import { targetOperation, unknownOperation } from './json-service.ts';

const READS = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan', 'TransactGetItems', 'DescribeTable']);
const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems']);

type DynamoOptions = {
  readonly client: DynamoClient;
  readonly authorizer: Authorizer;
  readonly keysOf: KeysOf;
  readonly meter: Meter;
  /** Told of every table that was written to, so that its stream need not be polled at once. */
  readonly written: (tables: readonly string[]) => void;
};

const units = (bytes: number, unitBytes: number): number => Math.max(1, Math.ceil(bytes / unitBytes));

/** A write costs a unit per kilobyte of each item, twice that in a transaction. */
function writeUnits(operation: string, input: JsonObject, bytes: number): number {
  if (operation === 'TransactWriteItems' && Array.isArray(input.TransactItems)) {
    return input.TransactItems.reduce<number>(
      (sum, item) => sum + 2 * units(JSON.stringify(item).length, 2048),
      0,
    );
  }
  if (operation === 'BatchWriteItem' && isObject(input.RequestItems)) {
    return Object.values(input.RequestItems)
      .flat()
      .reduce<number>((sum, item) => sum + units(JSON.stringify(item).length, 2048), 0);
  }
  // On the wire an item is about twice as large as it is stored.
  return units(bytes, 2048);
}

function readUnits(operation: string, input: JsonObject, bytes: number): number {
  const consistent = operation === 'TransactGetItems' ? 2 : input.ConsistentRead === true ? 1 : 0.5;
  return consistent * units(bytes, 8192);
}

/** As DynamoDB answers what it cannot serve now: the SDK asks again, and so does whoever called the function. */
async function ask(client: DynamoClient, operation: string, body: Buffer): Promise<RawReply> {
  try {
    return await client.raw(`DynamoDB_20120810.${operation}`, body);
  } catch (error) {
    if (!(error instanceof DatabaseAway)) throw error;
    throw new AwsError('ServiceUnavailable', 'The database is away. Try again.', { status: 503 });
  }
}

/** DynamoDB: decides whether the caller may, and passes the request on to the engine as it is. */
export const dynamoService =
  ({ client, authorizer, keysOf, meter, written }: DynamoOptions): Service =>
  async (call) => {
    const operation = targetOperation(call);
    if (
      !header(call, 'x-amz-target')?.startsWith('DynamoDB_') ||
      !(READS.has(operation) || WRITES.has(operation))
    ) {
      throw unknownOperation('dynamodb', operation);
    }
    const input = asObject(parseJson(call.body.toString('utf8'), 'dynamodb'), 'dynamodb');
    const accesses = dynamoAccess(operation, input, keysOf);
    if (accesses.length === 0) throw new AwsError('ValidationException', 'The request names no table.');
    for (const access of accesses) authorizer.require(call.principal, access);
    const reply = await ask(client, operation, call.body);
    if (READS.has(operation)) meter.count('dynamoReadUnits', readUnits(operation, input, reply.body.length));
    else {
      meter.count('dynamoWriteUnits', writeUnits(operation, input, call.body.length));
      if (reply.status === 200) written(accesses.map(({ resource }) => resource.split('table/')[1] ?? ''));
    }
    const checksum = reply.headers['x-amz-crc32'];
    return {
      status: reply.status,
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        ...(typeof checksum === 'string' ? { 'x-amz-crc32': checksum } : {}),
      },
      body: reply.body,
    };
  };
