import { CfnOutput, Validations } from 'aws-cdk-lib';
import { type Attribute, AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct, type IConstruct } from 'constructs';
import { DIRECTORY_KEYS, keysOf } from '../../functions/provider/sample-provider.tables.ts';
import {
  BUCKETS,
  type BucketOf,
  parameterOf,
  pascal,
  SECRETS,
  type SecretOf,
  type Service,
  TABLES,
  type TableOf,
} from '../../functions/provider/services.ts';
import { allow } from '../shared/allow.ts';
import { eachOf } from '../shared/each-of.ts';
import { PrivateBucket } from '../shared/private-bucket.ts';
import { PurposeKey } from '../shared/purpose-key.ts';
import type { StateFoundation } from '../shared/state-foundation.ts';
import type { ProviderStores } from './provider-stores.ts';

interface TableKeys {
  readonly partitionKey: string;
  readonly sortKey?: string;
}

/** Stores of a provider that does not exist, for trying. Their names are outputs, so that a script can fill them. */
export class SampleProvider extends Construct implements ProviderStores {
  readonly directory: Table;
  readonly tables: Readonly<Record<TableOf<Service>, Table>>;
  readonly buckets: Readonly<Record<BucketOf<Service>, PrivateBucket>>;
  readonly secrets: Readonly<Record<SecretOf<Service>, string>>;
  readonly keyArn: string;
  /** Its stores are here, wherever those of a provider are. */
  readonly elsewhere = {};
  readonly establishment = 'IE';
  readonly #foundation: StateFoundation;
  readonly #key: PurposeKey;

  constructor(scope: Construct, id: string, { foundation }: { foundation: StateFoundation }) {
    super(scope, id);
    this.#foundation = foundation;
    this.#key = new PurposeKey(this, 'Key', {
      purpose: "the sample provider's stores",
      ...foundation.owner,
    });
    this.keyArn = this.#key.keyArn;
    this.directory = this.#table('directory', DIRECTORY_KEYS);
    this.tables = eachOf(TABLES, (name) => this.#table(name, keysOf(name)));
    this.buckets = eachOf(BUCKETS, (name) => this.#bucket(name));
    this.secrets = eachOf(SECRETS, (name) => this.#secret(name));
  }

  letResolve(grantee: IConstruct & IGrantable): void {
    allow(grantee, { actions: ['dynamodb:Query'], resources: [this.directory.tableArn] });
    this.#key.letUse(grantee, 'dynamodb', 'read');
  }

  #table(name: string, keys: TableKeys): Table {
    const { stage } = this.#foundation;
    const table = new Table(this, pascal(name), {
      partitionKey: string(keys.partitionKey),
      ...(keys.sortKey ? { sortKey: string(keys.sortKey) } : {}),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.#key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: stage.removalPolicy,
    });
    this.#output(parameterOf(name, 'Table'), table.tableName);
    return table;
  }

  #bucket(name: string): PrivateBucket {
    const id = parameterOf(name, 'Bucket');
    const bucket = new PrivateBucket(this, id, { foundation: this.#foundation, key: this.#key });
    this.#output(id, bucket.bucketName);
    return bucket;
  }

  /** It begins as something that nobody knows. Whoever runs the store puts what the store knows into it. */
  #secret(name: string): string {
    const id = parameterOf(name, 'Secret');
    const secret = new Secret(this, id, {
      description: `Lets the connectors of the sample provider into a store (${name})`,
      encryptionKey: this.#key,
      removalPolicy: this.#foundation.stage.removalPolicy,
    });
    for (const id of ['AwsSolutions-SMG4', 'NIST.800.53.R5-SecretsManagerRotationEnabled'])
      Validations.of(secret).acknowledge({
        id,
        reason:
          'Whoever runs the store that it is for changes it there and here; it is read anew for each grant.',
      });
    this.#output(id, secret.secretArn);
    return secret.secretArn;
  }

  #output(name: string, value: string): void {
    new CfnOutput(this, `${name}Name`, { value }).overrideLogicalId(name);
  }
}

const string = (name: string): Attribute => ({ name, type: AttributeType.STRING });
