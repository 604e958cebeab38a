import { CfnOutput } from 'aws-cdk-lib';
import { type Attribute, AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Construct, type IConstruct } from 'constructs';
import {
  CALLS_KEYS,
  DIRECTORY_KEYS,
  FILES_KEYS,
  MAIL_KEYS,
  MESSAGES_KEYS,
  SESSIONS_KEYS,
  SUBSCRIBERS_KEYS,
} from '../../functions/provider/sample-provider.tables.ts';
import { allow } from '../shared/allow.ts';
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
  readonly subscribers: Table;
  readonly sessions: Table;
  readonly mail: Table;
  readonly messages: Table;
  readonly calls: Table;
  readonly files: Table;
  readonly mailBucket: PrivateBucket;
  readonly filesBucket: PrivateBucket;
  readonly keyArn: string;
  readonly #foundation: StateFoundation;
  readonly #key: PurposeKey;

  constructor(scope: Construct, id: string, { foundation }: { foundation: StateFoundation }) {
    super(scope, id);
    this.#foundation = foundation;
    this.#key = new PurposeKey(this, 'Key', {
      purpose: "the sample provider's stores",
      stage: foundation.stage,
    });
    this.keyArn = this.#key.keyArn;
    this.directory = this.#table('Directory', DIRECTORY_KEYS);
    this.subscribers = this.#table('Subscribers', SUBSCRIBERS_KEYS);
    this.sessions = this.#table('Sessions', SESSIONS_KEYS);
    this.mail = this.#table('Mail', MAIL_KEYS);
    this.messages = this.#table('Messages', MESSAGES_KEYS);
    this.calls = this.#table('Calls', CALLS_KEYS);
    this.files = this.#table('Files', FILES_KEYS);
    this.mailBucket = this.#bucket('MailBucket');
    this.filesBucket = this.#bucket('FilesBucket');
  }

  letResolve(grantee: IConstruct & IGrantable): void {
    allow(grantee, { actions: ['dynamodb:GetItem', 'dynamodb:Query'], resources: [this.directory.tableArn] });
    this.#key.letUse(grantee, 'dynamodb', 'read');
  }

  #table(name: string, keys: TableKeys): Table {
    const { stage } = this.#foundation;
    const table = new Table(this, name, {
      partitionKey: string(keys.partitionKey),
      ...(keys.sortKey ? { sortKey: string(keys.sortKey) } : {}),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.#key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: stage.removalPolicy,
    });
    this.#output(`${name}Table`, table.tableName);
    return table;
  }

  #bucket(name: string): PrivateBucket {
    const bucket = new PrivateBucket(this, name, { foundation: this.#foundation, key: this.#key });
    this.#output(name, bucket.bucketName);
    return bucket;
  }

  #output(name: string, value: string): void {
    new CfnOutput(this, `${name}Name`, { value }).overrideLogicalId(name);
  }
}

const string = (name: string): Attribute => ({ name, type: AttributeType.STRING });
