import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { DEMANDS_TABLE_KEYS, EVENT_PREFIX } from '../../functions/ledger/demands.table.ts';
import { allow } from '../shared/allow.ts';
import type { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';
import { ParkedQueue } from '../shared/parked-queue.ts';
import type { PurposeKey } from '../shared/purpose-key.ts';

export interface EventFeedProps {
  readonly foundation: Foundation;
  readonly table: Table;
  readonly key: PurposeKey;
  readonly to: DueFunction;
}

/**
 * The ledger's events from the table's stream. The filter is by key, before the function: demands, reviews, scopes and
 * tokens, which stand in the same table, never reach a reader.
 */
export class EventFeed extends Construct {
  constructor(scope: Construct, id: string, { foundation, table, key, to }: EventFeedProps) {
    super(scope, id);
    const streamArn = table.tableStreamArn;
    if (!streamArn) throw new Error(`${table.node.path} has no stream to feed from.`);
    const parked = new ParkedQueue(this, 'Parked', foundation.stage);
    allow(to, {
      actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      resources: [streamArn],
    });
    allow(to, {
      actions: ['dynamodb:ListStreams'],
      resources: [`${table.tableArn}/stream/*`],
      wildcard:
        'Listing is checked against all streams of the one table; reading, against its present stream.',
    });
    key.letUse(to, 'dynamodb', 'read');
    new EventSourceMapping(this, 'Mapping', {
      target: to.live,
      eventSourceArn: streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      filters: [
        FilterCriteria.filter({
          eventName: FilterRule.isEqual('INSERT'),
          dynamodb: { Keys: { [DEMANDS_TABLE_KEYS.sortKey]: { S: FilterRule.beginsWith(EVENT_PREFIX) } } },
        }),
      ],
      batchSize: 100,
      maxBatchingWindow: Duration.seconds(1),
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      // Readers set aside by themselves what can never be handled. What fails for now is tried by its age, not so and so
      // often: whatever a reader needs may be away for hours. The stream forgets after 24.
      maxRecordAge: Duration.hours(12),
      onFailure: new SqsDlq(parked),
    });
    foundation.alarms.onAnythingIn(parked, `${to.node.id} parked ledger events.`, 'events-are-parked');
    // Of each reader by itself: those of two stacks would add to one count, and two alarms would ring on it.
    foundation.alarms.onLines(this, `${to.node.id}Parked`, {
      lines: [{ logGroup: to.lambda.logGroup, pattern: '{ $.code = "RECORD_PARKED" }' }],
      says: `${to.node.id} set a ledger event aside.`,
      section: 'events-are-parked',
    });
    foundation.alarms.watch(this, 'Lag', {
      metric: to.lambda.metric('IteratorAge', { period: Duration.minutes(5), statistic: 'Maximum' }),
      threshold: Duration.minutes(15).toMilliseconds(),
      when: 'reached',
      says: `${to.node.id} is behind the ledger.`,
      section: 'a-reader-lags',
    });
    foundation.alarms.onErrorsOf(to);
  }
}
