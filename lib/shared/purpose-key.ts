import { Aws, Duration } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct, IConstruct } from 'constructs';
import { allow } from './allow.ts';
import type { Stage } from './stage.ts';

type StoreService = 's3' | 'dynamodb';

/** What a caller of a store needs of the store's key. Never the key itself: only through the store. */
const USES = {
  's3 read': ['kms:Decrypt'],
  // A multipart upload decrypts the data key of its first part.
  's3 write': ['kms:GenerateDataKey', 'kms:Decrypt'],
  'dynamodb read': ['kms:Decrypt', 'kms:DescribeKey'],
  // What DynamoDB asks for on behalf of who writes to a table under a customer's key.
  'dynamodb write': [
    'kms:Decrypt',
    'kms:DescribeKey',
    'kms:Encrypt',
    'kms:GenerateDataKey',
    'kms:ReEncryptFrom',
    'kms:ReEncryptTo',
  ],
} as const;

/** A symmetric key for one purpose, which callers use through a store and never directly. */
export class PurposeKey extends Key {
  constructor(scope: Construct, id: string, { purpose, stage }: { purpose: string; stage: Stage }) {
    super(scope, id, {
      description: `Due Process ${stage.name}: ${purpose}`,
      enableKeyRotation: true,
      pendingWindow: Duration.days(stage.keyPendingDays),
      removalPolicy: stage.removalPolicy,
    });
  }

  letUse(grantee: IConstruct & IGrantable, service: StoreService, use: 'read' | 'write'): void {
    allow(grantee, {
      actions: USES[`${service} ${use}`],
      resources: [this.keyArn],
      conditions: onlyThrough(service),
    });
  }
}

export const onlyThrough = (...services: StoreService[]) => ({
  StringEquals: { 'kms:ViaService': services.map((service) => `${service}.${Aws.REGION}.amazonaws.com`) },
});
