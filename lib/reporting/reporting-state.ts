import { CfnOutput } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { REPORTS_TABLE_KEYS } from '../../functions/reporting/reports.table.ts';
import { PrivateBucket } from '../shared/private-bucket.ts';
import { retention } from '../shared/retention.ts';
import type { StateFoundation } from '../shared/state-foundation.ts';

/** Contributions to reports, and the editions that were published. */
export class ReportingState extends Construct {
  readonly reports: Table;
  readonly published: PrivateBucket;

  constructor(scope: Construct, id: string, { foundation }: { foundation: StateFoundation }) {
    super(scope, id);
    const { stage, keys } = foundation;
    this.reports = new Table(this, 'Reports', {
      partitionKey: { name: REPORTS_TABLE_KEYS.partitionKey, type: AttributeType.STRING },
      sortKey: { name: REPORTS_TABLE_KEYS.sortKey, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: keys.reports,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: stage.deletionProtection,
      removalPolicy: stage.removalPolicy,
    });
    new CfnOutput(this, 'TableName', { value: this.reports.tableName }).overrideLogicalId('ReportsTable');
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
