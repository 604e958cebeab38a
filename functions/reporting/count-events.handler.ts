import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { dynamoStreamEvent } from '../ledger/dynamodb-stream-event.ts';
import { StreamBatch } from '../ledger/stream-batch.schema.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { Env } from './count-events.env.ts';
import { countEvents } from './count-events.ts';
import { dynamoContributionStore } from './dynamodb-contribution.store.ts';
import { powertoolsMeasure } from './powertools-measure.ts';

const env = Env.parse(process.env);
const deps = {
  contributions: dynamoContributionStore(documentClient(), {
    reports: env.REPORTS_TABLE,
    secret: env.NATIONAL_SECURITY_TABLE,
  }),
  read: dynamoStreamEvent,
  measure: env.METRICS_NAMESPACE === 'none' ? undefined : powertoolsMeasure(env.METRICS_NAMESPACE),
};

export const handler = async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> =>
  countEvents(StreamBatch.parse(event), deps);
