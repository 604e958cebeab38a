import { Aws, Duration } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { PrivateBucket } from '../shared/private-bucket.ts';
import { PurposeKey } from '../shared/purpose-key.ts';
import type { StateFoundation } from '../shared/state-foundation.ts';

const cloudTrail = () => new ServicePrincipal('cloudtrail.amazonaws.com');

/** Where the files of the trail are kept, which nobody can delete or write over until their lock ends. */
export class TrailState extends Construct {
  /** A name of our own choice: the bucket and the key let this one trail in, and exist before it. */
  readonly trailName: string;
  readonly bucket: PrivateBucket;
  readonly key: PurposeKey;

  constructor(scope: Construct, id: string, { foundation }: { foundation: StateFoundation }) {
    super(scope, id);
    const { stage, owner } = foundation;
    this.trailName = `due-process-${stage.name}`;
    this.key = new PurposeKey(this, 'Key', {
      ...owner,
      purpose: 'the trail of calls to AWS',
      outlivesLocks: true,
    });
    this.bucket = new PrivateBucket(this, 'Files', {
      foundation,
      key: this.key,
      versioned: true,
      objectLockEnabled: true,
      objectLockDefaultRetention: ObjectLockRetention.compliance(Duration.days(stage.trailLockDays)),
      lifecycleRules: [
        {
          expiration: Duration.days(stage.accessLogDays),
          noncurrentVersionExpiration: Duration.days(stage.accessLogDays),
        },
      ],
    });
    this.#letDeliver();
  }

  /** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html */
  #letDeliver(): void {
    const arn = `arn:${Aws.PARTITION}:cloudtrail:${Aws.REGION}:${Aws.ACCOUNT_ID}:trail/${this.trailName}`;
    const ofThisTrail = { StringEquals: { 'aws:SourceArn': arn } };
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        sid: 'TrailLooks',
        principals: [cloudTrail()],
        actions: ['s3:GetBucketAcl'],
        resources: [this.bucket.bucketArn],
        conditions: ofThisTrail,
      }),
    );
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        sid: 'TrailDelivers',
        principals: [cloudTrail()],
        actions: ['s3:PutObject'],
        resources: [this.bucket.arnForObjects(`AWSLogs/${Aws.ACCOUNT_ID}/*`)],
        conditions: {
          StringEquals: { ...ofThisTrail.StringEquals, 's3:x-amz-acl': 'bucket-owner-full-control' },
        },
      }),
    );
    this.key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'TrailEncrypts',
        principals: [cloudTrail()],
        actions: ['kms:GenerateDataKey*', 'kms:DescribeKey'],
        resources: ['*'],
        conditions: ofThisTrail,
      }),
    );
  }
}
