import { Aws, Duration, Validations } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { StateFoundation } from '../shared/state-foundation.ts';

/**
 * The files of the pages: whoever can write here acts for everyone who signs in, so that the trail records it as it does the
 * stores. Distributions of this account read it, whichever: the one of the pages is made in a stack behind.
 */
export class PagesBucket extends Bucket {
  constructor(scope: Construct, id: string, foundation: StateFoundation) {
    const { stage } = foundation;
    super(scope, id, {
      // A build that was written over can be taken back.
      versioned: true,
      lifecycleRules: [{ noncurrentVersionExpiration: Duration.days(90) }],
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      serverAccessLogsBucket: foundation.accessLogs,
      serverAccessLogsPrefix: 'pages/',
      removalPolicy: stage.removalPolicy,
      autoDeleteObjects: foundation.emptiesBuckets,
    });
    const distributions = {
      StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
      ArnLike: {
        'aws:SourceArn': `arn:${Aws.PARTITION}:cloudfront::${Aws.ACCOUNT_ID}:distribution/*`,
      },
    };
    // With the right to list, a file that is not there is a 404; without, S3 answers 403. No query reaches it, and so no list leaves.
    for (const [action, resource] of [
      ['s3:GetObject', this.arnForObjects('*')],
      ['s3:ListBucket', this.bucketArn],
    ] as const)
      this.addToResourcePolicy(
        new PolicyStatement({
          principals: [new ServicePrincipal('cloudfront.amazonaws.com')],
          actions: [action],
          resources: [resource],
          conditions: distributions,
        }),
      );
    this.policy?.applyRemovalPolicy(stage.removalPolicy);
    Validations.of(this).acknowledge({
      id: 'NIST.800.53.R5-S3DefaultEncryptionKMS',
      reason: 'Files that everybody may read; a key of ours would keep nothing from anyone.',
    });
  }
}
