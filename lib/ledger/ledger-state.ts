import { CfnOutput } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { BY_AUTHORITY, BY_DUE, BY_STATUS, DEMANDS_TABLE_KEYS } from '../../functions/ledger/demands.table.ts';
import type { StateFoundation } from '../shared/state-foundation.ts';

const string = (name: string) => ({ name, type: AttributeType.STRING });

/** The table of demands and, beside each, its ledger. */
export class LedgerState extends Construct {
  readonly demands: Table;

  constructor(scope: Construct, id: string, { foundation }: { foundation: StateFoundation }) {
    super(scope, id);
    const { stage, keys } = foundation;
    this.demands = new Table(this, 'Demands', {
      partitionKey: string(DEMANDS_TABLE_KEYS.partitionKey),
      sortKey: string(DEMANDS_TABLE_KEYS.sortKey),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: keys.ledger,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      stream: StreamViewType.NEW_IMAGE,
      timeToLiveAttribute: 'expiresAt',
      deletionProtection: stage.deletionProtection,
      removalPolicy: stage.removalPolicy,
    });
    for (const { indexName, partitionKey, sortKey } of [BY_AUTHORITY, BY_STATUS])
      this.demands.addGlobalSecondaryIndex({
        indexName,
        partitionKey: string(partitionKey),
        sortKey: string(sortKey),
        projectionType: ProjectionType.ALL,
      });
    this.demands.addGlobalSecondaryIndex({
      indexName: BY_DUE.indexName,
      partitionKey: string(BY_DUE.partitionKey),
      sortKey: string(BY_DUE.sortKey),
      // Whoever acts on what is due reads the item itself again.
      projectionType: ProjectionType.KEYS_ONLY,
    });
    // For whoever checks ledgers, or restores them.
    new CfnOutput(this, 'TableName', { value: this.demands.tableName }).overrideLogicalId('DemandsTable');
  }
}
