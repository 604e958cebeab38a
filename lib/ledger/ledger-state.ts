import { CfnOutput } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
  type TableProps,
} from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { BY_AUTHORITY, BY_DUE, BY_STATUS, DEMANDS_TABLE_KEYS } from '../../functions/ledger/demands.table.ts';
import { WORK_TABLE_EXPIRY, WORK_TABLE_KEYS } from '../../functions/ledger/work.table.ts';
import type { PurposeKey } from '../shared/purpose-key.ts';
import type { StateFoundation } from '../shared/state-foundation.ts';

const string = (name: string) => ({ name, type: AttributeType.STRING });

export interface LedgerStateProps {
  readonly foundation: StateFoundation;
  readonly key: PurposeKey;
  /** What the output is called that names the table of demands. */
  readonly output: string;
}

/** The demands of one compartment and, beside each, its ledger; and apart from both, working state that may be lost. */
export class LedgerState extends Construct {
  readonly demands: Table;
  readonly work: Table;
  readonly key: PurposeKey;

  constructor(scope: Construct, id: string, { foundation, key, output }: LedgerStateProps) {
    super(scope, id);
    const { stage } = foundation;
    this.key = key;
    const common: Omit<TableProps, 'partitionKey'> = {
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: stage.deletionProtection,
      removalPolicy: stage.removalPolicy,
    };
    // Nothing in it ever expires: an attribute that made items go would be a way to take history away.
    this.demands = new Table(this, 'Demands', {
      ...common,
      partitionKey: string(DEMANDS_TABLE_KEYS.partitionKey),
      sortKey: string(DEMANDS_TABLE_KEYS.sortKey),
      stream: StreamViewType.NEW_IMAGE,
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
    this.work = new Table(this, 'Work', {
      ...common,
      partitionKey: string(WORK_TABLE_KEYS.partitionKey),
      sortKey: string(WORK_TABLE_KEYS.sortKey),
      timeToLiveAttribute: WORK_TABLE_EXPIRY,
    });
    // For whoever checks ledgers, or restores them.
    new CfnOutput(this, 'TableName', { value: this.demands.tableName }).overrideLogicalId(output);
  }
}
