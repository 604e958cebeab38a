import { Aws } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { PurposeKey } from './purpose-key.ts';
import type { Stage } from './stage.ts';

/** A key per purpose, so that losing or destroying one says nothing about the others. The signing key is the seal's. */
export class Keys extends Construct {
  readonly ledger: PurposeKey;
  readonly documents: PurposeKey;
  /** Harvests and sealed packages: destroying it makes every copy of them unreadable. */
  readonly disclosures: PurposeKey;
  readonly reports: PurposeKey;
  /** Logs and alarms. */
  readonly operations: PurposeKey;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    const key = (name: string, purpose: string) => new PurposeKey(this, name, { purpose, stage });
    this.ledger = key('Ledger', 'demands and their ledger');
    this.documents = key('Documents', 'documents of demands');
    this.disclosures = key('Disclosures', 'harvests and sealed packages');
    this.reports = key('Reports', 'contributions and published reports');
    this.operations = key('Operations', 'logs and alarms');
    this.operations.addToResourcePolicy(logsOfThisAccount());
    this.operations.addToResourcePolicy(alarmsOfThisAccount());
  }
}

const logsOfThisAccount = () =>
  new PolicyStatement({
    sid: 'LogsOfThisAccount',
    principals: [new ServicePrincipal(`logs.${Aws.REGION}.amazonaws.com`)],
    actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
    resources: ['*'],
    conditions: {
      ArnLike: {
        'kms:EncryptionContext:aws:logs:arn': `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:*`,
      },
    },
  });

const alarmsOfThisAccount = () =>
  new PolicyStatement({
    sid: 'AlarmsOfThisAccount',
    principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    resources: ['*'],
    conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
  });
