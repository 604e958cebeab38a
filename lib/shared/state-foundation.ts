import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { isPlain } from './is-plain.ts';
import { Keys } from './keys.ts';
import type { Stage } from './stage.ts';

/** What every store stands on: the keys, and the bucket to which the others log their visits. */
export class StateFoundation extends Construct {
  readonly stage: Stage;
  readonly keys: Keys;
  readonly accessLogs: IBucket;
  /** Whether a function of the CDK's empties buckets that go with their stack. */
  readonly emptiesBuckets: boolean;

  constructor(scope: Construct, id: string, { stage }: { stage: Stage }) {
    super(scope, id);
    this.stage = stage;
    this.keys = new Keys(this, 'Keys', stage);
    this.emptiesBuckets = stage.removalPolicy === RemovalPolicy.DESTROY && !isPlain(scope);
    const accessLogs = new Bucket(this, 'AccessLogs', {
      // S3 delivers access logs only to a bucket under its own key.
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      lifecycleRules: [{ expiration: Duration.days(stage.accessLogDays) }],
      removalPolicy: stage.removalPolicy,
      autoDeleteObjects: this.emptiesBuckets,
    });
    // The other buckets' logs must still come in where the buckets are kept.
    accessLogs.policy?.applyRemovalPolicy(stage.removalPolicy);
    // The CDK's own class misses its own interface under `exactOptionalPropertyTypes`.
    this.accessLogs = accessLogs as IBucket;
    Validations.of(accessLogs).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'This is the bucket of the access logs; a log of its own would log itself.',
    });
  }
}
