import { Aws } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { KeyOwner } from './key-policy.ts';
import { PurposeKey, type PurposeKeyProps } from './purpose-key.ts';

/** A key per purpose, so that losing or destroying one says nothing about the others. The signing key is the seal's. */
export class Keys extends Construct {
  readonly ledger: PurposeKey;
  /** Demands that only cleared people may know of, whatever holds them. */
  readonly cleared: PurposeKey;
  readonly documents: PurposeKey;
  /** Harvests and sealed packages: destroying it makes every copy of them unreadable. */
  readonly disclosures: PurposeKey;
  readonly reports: PurposeKey;
  /** What national-security process adds to reports: who reads a report has no use of it. */
  readonly nationalSecurity: PurposeKey;
  /** Batches and checkpoints of the log: destroying another key takes nothing from what it remembers. */
  readonly log: PurposeKey;
  /** Logs and alarms. */
  readonly operations: PurposeKey;

  constructor(scope: Construct, id: string, owner: KeyOwner) {
    super(scope, id);
    const key = (name: string, purpose: string, own: Partial<PurposeKeyProps> = {}) =>
      new PurposeKey(this, name, { purpose, ...owner, ...own });
    this.ledger = key('Ledger', 'demands and their ledger');
    this.cleared = key('Cleared', 'demands for cleared people and their ledger');
    this.documents = key('Documents', 'documents of demands');
    this.disclosures = key('Disclosures', 'harvests and sealed packages', { outlivesLocks: true });
    this.reports = key('Reports', 'contributions and published reports');
    this.nationalSecurity = key('NationalSecurity', 'contributions of national-security process');
    this.log = key('Log', 'the log of the ledger', { outlivesLocks: true });
    this.operations = key('Operations', 'logs and alarms', { forStores: false });
    for (const notified of [this.ledger, this.cleared]) notified.addToResourcePolicy(noticesOfThisAccount());
    this.operations.addToResourcePolicy(logsOfThisAccount());
    this.operations.addToResourcePolicy(alarmsOfThisAccount());
  }
}

const logsOfThisAccount = () =>
  new PolicyStatement({
    sid: 'LogsOfThisAccount',
    principals: [new ServicePrincipal(`logs.${Aws.REGION}.${Aws.URL_SUFFIX}`)],
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

/** Events that a rule of the account publishes to a topic. */
const noticesOfThisAccount = () =>
  new PolicyStatement({
    sid: 'NoticesOfThisAccount',
    principals: [new ServicePrincipal('events.amazonaws.com')],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    resources: ['*'],
    conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
  });
