import { Aws, Duration } from 'aws-cdk-lib';
import { AccountRootPrincipal, type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct, IConstruct } from 'constructs';
import { allow } from './allow.ts';
import { type KeyGuard, keyPolicy } from './key-policy.ts';

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

export interface PurposeKeyProps extends KeyGuard {
  readonly purpose: string;
  /** Whether what it encrypts stands in stores that callers reach; else it is for services alone, which are added. */
  readonly forStores?: boolean;
}

/** A symmetric key for one purpose, which callers use through a store and never directly. */
export class PurposeKey extends Key {
  constructor(scope: Construct, id: string, { purpose, forStores = true, ...guard }: PurposeKeyProps) {
    const { stage } = guard;
    super(scope, id, {
      description: `Due Process ${stage.name}: ${purpose}`,
      enableKeyRotation: true,
      pendingWindow: Duration.days(stage.keyPendingDays),
      removalPolicy: stage.removalPolicy,
      policy: keyPolicy(guard),
    });
    if (!forStores) return;
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: 'UseThroughStores',
        principals: [new AccountRootPrincipal()],
        actions: [...new Set(Object.values(USES).flat())],
        resources: ['*'],
        conditions: onlyThrough('dynamodb', 's3'),
      }),
    );
    // DynamoDB keeps a grant on the key of each table; who makes the table asks for it.
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: 'GrantsForTables',
        principals: [new AccountRootPrincipal()],
        actions: ['kms:CreateGrant'],
        resources: ['*'],
        conditions: { ...onlyThrough('dynamodb'), Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      }),
    );
  }

  letUse(grantee: IConstruct & IGrantable, service: StoreService, use: 'read' | 'write'): void {
    allow(grantee, {
      actions: USES[`${service} ${use}`],
      resources: [this.keyArn],
      conditions: onlyThrough(service),
    });
  }
}

export const onlyThrough = (...services: (StoreService | 'secretsmanager')[]) => ({
  StringEquals: {
    'kms:ViaService': services.map((service) => `${service}.${Aws.REGION}.${Aws.URL_SUFFIX}`),
  },
});
