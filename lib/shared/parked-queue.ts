import { Duration, Validations } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Stage } from './stage.ts';

/** A queue at the end of the line: what nobody could handle waits here for a person, for as long as SQS keeps it. */
export class ParkedQueue extends Queue {
  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id, {
      // Messages say where to look (a shard, a schedule) and carry no record; SQS's own key does for them.
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      removalPolicy: stage.removalPolicy,
    });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason:
        'It is a dead-letter queue itself, of an event source or a schedule; an alarm says when it is not empty.',
    });
  }
}
