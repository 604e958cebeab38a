import { CfnOutput } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { AUTHORITIES_TABLE_KEYS } from '../../functions/authorities/authorities.table.ts';
import { PurposeKey } from '../shared/purpose-key.ts';
import type { StateFoundation } from '../shared/state-foundation.ts';

/** The register of authorities. Only who deploys writes it, with credentials of a person (`npm run authorities`). */
export class AuthoritiesState extends Construct {
  readonly table: Table;
  readonly key: PurposeKey;

  constructor(scope: Construct, id: string, { foundation: { stage } }: { foundation: StateFoundation }) {
    super(scope, id);
    this.key = new PurposeKey(this, 'Key', { purpose: 'the register of authorities', stage });
    this.table = new Table(this, 'Register', {
      partitionKey: { name: AUTHORITIES_TABLE_KEYS.partitionKey, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: stage.deletionProtection,
      removalPolicy: stage.removalPolicy,
    });
    new CfnOutput(this, 'TableName', { value: this.table.tableName }).overrideLogicalId('AuthoritiesTable');
  }

  /** The variable of a function that asks the register. */
  get environment(): { AUTHORITIES_TABLE: string } {
    return { AUTHORITIES_TABLE: this.table.tableName };
  }
}
