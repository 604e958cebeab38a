import { CfnOutput } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  Table,
  TableEncryption,
  type TableProps,
} from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { periodPartition, REPORTS_TABLE_KEYS } from '../../functions/reporting/reports.table.ts';
import { PrivateBucket } from '../shared/private-bucket.ts';
import { retention } from '../shared/retention.ts';
import type { StateFoundation } from '../shared/state-foundation.ts';

/** Contributions to reports, and the editions that were published. */
export class ReportingState extends Construct {
  readonly reports: Table;
  /** Contributions of national-security process, under a key of their own: for who counts them and who publishes. */
  readonly nationalSecurity: Table;
  readonly published: PrivateBucket;

  constructor(scope: Construct, id: string, { foundation }: { foundation: StateFoundation }) {
    super(scope, id);
    const { stage, keys } = foundation;
    const common: TableProps = {
      partitionKey: { name: REPORTS_TABLE_KEYS.partitionKey, type: AttributeType.STRING },
      sortKey: { name: REPORTS_TABLE_KEYS.sortKey, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: stage.deletionProtection,
      removalPolicy: stage.removalPolicy,
    };
    this.reports = new Table(this, 'Reports', { ...common, encryptionKey: keys.reports });
    this.nationalSecurity = new Table(this, 'NationalSecurity', {
      ...common,
      encryptionKey: keys.nationalSecurity,
    });
    const output = (name: string, { tableName }: Table) =>
      new CfnOutput(this, `${name}Name`, { value: tableName }).overrideLogicalId(name);
    output('ReportsTable', this.reports);
    output('NationalSecurityTable', this.nationalSecurity);
    this.published = new PrivateBucket(this, 'Published', {
      foundation,
      key: keys.reports,
      versioned: true,
      // Every edition stays public as it was: nobody deletes one, or writes over it.
      objectLockEnabled: true,
      objectLockDefaultRetention: retention(stage.log.lock),
    });
  }
}

/** Of a request for what demands add: no list of editions, and nothing that names no key. */
export const ofPeriods = {
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [periodPartition('*')] },
  // Of a request that names no key, what is said for all of its keys is true.
  Null: { 'dynamodb:LeadingKeys': 'false' },
};

/** The same of one partition. */
export const ofPartition = (partition: string) => ({
  'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [partition] },
  Null: { 'dynamodb:LeadingKeys': 'false' },
});
