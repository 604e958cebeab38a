import { Duration, Validations } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { Alarms } from './alarms.ts';
import { Keys } from './keys.ts';
import { ParkedQueue } from './parked-queue.ts';
import type { Stage } from './stage.ts';

/** What every room stands on. */
export class Foundation extends Construct {
  readonly stage: Stage;
  readonly keys: Keys;
  readonly alarms: Alarms;
  readonly accessLogs: IBucket;
  /** Rounds of schedules that could not be handed over, or that failed every time. */
  readonly missed: ParkedQueue;

  constructor(scope: Construct, id: string, { stage }: { stage: Stage }) {
    super(scope, id);
    this.stage = stage;
    this.keys = new Keys(this, 'Keys', stage);
    this.alarms = new Alarms(this, 'Alarms', { stage, key: this.keys.operations });
    this.missed = new ParkedQueue(this, 'Missed', stage);
    this.alarms.onAnythingIn(this.missed, 'A scheduled round was missed.', 'a-schedule-missed');
    const accessLogs = new Bucket(this, 'AccessLogs', {
      // S3 delivers access logs only to a bucket under its own key.
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      lifecycleRules: [{ expiration: Duration.days(stage.accessLogDays) }],
      removalPolicy: stage.removalPolicy,
    });
    // The CDK's own class misses its own interface under `exactOptionalPropertyTypes`.
    this.accessLogs = accessLogs as IBucket;
    Validations.of(accessLogs).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'This is the bucket of the access logs; a log of its own would log itself.',
    });
  }
}
