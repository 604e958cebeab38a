import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Deployment } from '../stack-props.ts';
import { alarmTopic } from './alarm-topic.ts';
import { isPlain } from './is-plain.ts';
import type { KeyOwner } from './key-policy.ts';
import { Keys } from './keys.ts';
import type { Stage } from './stage.ts';

/** What every store stands on: the keys, and the bucket to which the others log their visits. */
export class StateFoundation extends Construct {
  readonly stage: Stage;
  readonly deployment: Deployment;
  /** What every key is made with. */
  readonly owner: KeyOwner;
  readonly keys: Keys;
  readonly alarmTopic: ITopic;
  readonly accessLogs: IBucket;
  /** Whether a function of the CDK's empties buckets that go with their stack. */
  readonly emptiesBuckets: boolean;

  constructor(scope: Construct, id: string, deployment: Deployment & { readonly stage: Stage }) {
    super(scope, id);
    const { stage } = deployment;
    this.stage = stage;
    this.deployment = deployment;
    this.owner = { stage, breakGlassRole: deployment.breakGlassRole };
    this.keys = new Keys(this, 'Keys', this.owner);
    this.alarmTopic = alarmTopic(this, 'AlarmTopic', {
      key: this.keys.operations,
      listeners: deployment.listeners,
    });
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
    const acknowledge = (id: string, reason: string) =>
      Validations.of(accessLogs).acknowledge({ id, reason });
    const itself = 'This is the bucket of the access logs; a log of its own would log itself.';
    acknowledge('AwsSolutions-S1', itself);
    acknowledge('NIST.800.53.R5-S3BucketLoggingEnabled', itself);
    acknowledge(
      'NIST.800.53.R5-S3DefaultEncryptionKMS',
      'S3 delivers access logs only to a bucket under its own key.',
    );
    acknowledge(
      'NIST.800.53.R5-S3BucketVersioningEnabled',
      'S3 writes each log once, under a name of its own. Where demands bind, the trail tells of the same visits, in files that are locked.',
    );
  }
}
