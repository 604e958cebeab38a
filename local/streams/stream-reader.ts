import { createHash } from 'node:crypto';
import { type DynamoClient, DynamoFailure } from '../dynamo/dynamo-client.ts';
import { asArray, asObject, asString, type Json, type JsonObject, optional } from '../template/json.ts';
import { REGION } from '../template/pseudo-parameters.ts';

const STREAMS = 'DynamoDBStreams_20120810';
/** DynamoDB's sequence numbers have 21 digits or more; the embedded engine counts from 1. */
const SEQUENCE_DIGITS = 21;

export type StreamRecord = {
  readonly sequence: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** The same by a clock that nobody moves (`performance.now`): a laptop that moves its own lets no record grow old. */
  readonly bornAt: number;
  /** In the shape in which Lambda gets it. */
  readonly event: JsonObject;
};

export type Shard = {
  readonly id: string;
  /** Of the newest record, where the engine tells. */
  readonly newest: string | undefined;
};

/** A position in a shard: after a record, or at its oldest. */
export type Position = { readonly after: string } | 'oldest' | 'latest';

/** The engine's clock is the machine's; what it says becomes what the laptop's clock showed. */
function eventOf(record: JsonObject, streamArn: string, offsetMs: number): StreamRecord {
  const change = asObject(record.dynamodb, 'dynamodb');
  const sequence = asString(change.SequenceNumber, 'SequenceNumber').padStart(SEQUENCE_DIGITS, '0');
  const created = Number(change.ApproximateCreationDateTime) + Math.floor(offsetMs / 1000);
  return {
    sequence,
    createdAt: created * 1000,
    bornAt: performance.now() - (Date.now() - created * 1000),
    event: {
      eventID: createHash('md5').update(`${streamArn} ${sequence}`).digest('hex'),
      eventName: record.eventName ?? null,
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: REGION,
      dynamodb: { ...change, ApproximateCreationDateTime: created, SequenceNumber: sequence },
      eventSourceARN: streamArn,
      ...(record.userIdentity === undefined ? {} : { userIdentity: record.userIdentity }),
    },
  };
}

/** Reads the stream of one table from the engine, and gives its records the ARNs of the laptop's account. */
export class StreamReader {
  readonly #client: DynamoClient;
  readonly #table: string;
  readonly #streamArn: string;
  readonly #offsetMs: () => number;
  #engineArn: string | undefined;

  constructor(client: DynamoClient, table: string, streamArn: string, offsetMs: () => number) {
    this.#offsetMs = offsetMs;
    this.#client = client;
    this.#table = table;
    this.#streamArn = streamArn;
  }

  async shards(): Promise<Shard[]> {
    const { Table: table } = await this.#client.call('DynamoDB_20120810.DescribeTable', {
      TableName: this.#table,
    });
    this.#engineArn = asString(asObject(table, 'Table').LatestStreamArn, 'LatestStreamArn');
    const described = await this.#client.call(`${STREAMS}.DescribeStream`, { StreamArn: this.#engineArn });
    return asArray(asObject(described.StreamDescription, 'StreamDescription').Shards, 'Shards').map(
      (value) => {
        const shard = asObject(value, 'Shard');
        const range = asObject(shard.SequenceNumberRange ?? {}, 'SequenceNumberRange');
        return {
          id: asString(shard.ShardId, 'ShardId'),
          newest: optional(range.EndingSequenceNumber, 'EndingSequenceNumber', asString)?.padStart(
            SEQUENCE_DIGITS,
            '0',
          ),
        };
      },
    );
  }

  async iterator(shardId: string, position: Position): Promise<string> {
    const at = (type: string, sequence: JsonObject = {}): Promise<JsonObject> =>
      this.#client.call(`${STREAMS}.GetShardIterator`, {
        StreamArn: this.#engineArn ?? '',
        ShardId: shardId,
        ShardIteratorType: type,
        ...sequence,
      });
    const answer =
      position === 'oldest'
        ? await at('TRIM_HORIZON')
        : position === 'latest'
          ? await at('LATEST')
          : await at('AFTER_SEQUENCE_NUMBER', { SequenceNumber: position.after }).catch((error: unknown) => {
              // Streams keep a day; what is older is gone, and reading goes on with the oldest there is.
              if (error instanceof DynamoFailure && error.code === 'TrimmedDataAccessException')
                return at('TRIM_HORIZON');
              throw error;
            });
    return asString(answer.ShardIterator, 'ShardIterator');
  }

  /** A page, and where the next begins; undefined at the end of a closed shard. */
  async read(
    iterator: string,
    limit: number,
  ): Promise<{ records: StreamRecord[]; next: string | undefined }> {
    const page = await this.#client.call(`${STREAMS}.GetRecords`, { ShardIterator: iterator, Limit: limit });
    const records: Json[] = asArray(page.Records, 'Records');
    return {
      records: records.map((record) =>
        eventOf(asObject(record, 'Record'), this.#streamArn, this.#offsetMs()),
      ),
      next: optional(page.NextShardIterator, 'NextShardIterator', asString),
    };
  }
}
