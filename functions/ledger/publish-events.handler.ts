import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { dynamoStreamEvent } from './dynamodb-stream-event.ts';
import { eventBridgeBus } from './eventbridge-bus.ts';
import { Env } from './publish-events.env.ts';
import { publishEvents } from './publish-events.ts';
import { StreamBatch } from './stream-batch.schema.ts';

const env = Env.parse(process.env);
const deps = { bus: eventBridgeBus(new EventBridgeClient({}), env.EVENT_BUS_NAME), read: dynamoStreamEvent };

export const handler = async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> =>
  publishEvents(StreamBatch.parse(event), deps);
