import { Aws, CfnParameter } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Construct, type IConstruct } from 'constructs';
import {
  BUCKETS,
  ELSEWHERE,
  type Elsewhere,
  parameterOf,
  SECRETS,
  TABLES,
} from '../../functions/provider/services.ts';
import { allow } from '../shared/allow.ts';
import { eachOf } from '../shared/each-of.ts';
import { onlyThrough } from '../shared/purpose-key.ts';
import { placesOf } from './places.ts';
import type { ProviderBucket, ProviderStores, ProviderTable } from './provider-stores.ts';

/**
 * Stores that exist already, named when the stack is deployed. The parameters have no defaults: the stack synthesizes
 * without them, and CloudFormation does not deploy it until whoever runs the provider has said what may be read.
 */
export class NamedProvider extends Construct implements ProviderStores {
  readonly directory: ProviderTable;
  readonly tables: ProviderStores['tables'];
  readonly buckets: ProviderStores['buckets'];
  readonly secrets: ProviderStores['secrets'];
  readonly keyArn: string;
  readonly establishment: string;
  readonly elsewhere: ProviderStores['elsewhere'];

  constructor(
    scope: Construct,
    id: string,
    { elsewhere = ELSEWHERE }: { elsewhere?: ProviderStores['elsewhere'] } = {},
  ) {
    super(scope, id);
    this.elsewhere = elsewhere;
    const places = placesOf(elsewhere);
    this.directory = this.#table('DirectoryTable');
    this.tables = eachOf(TABLES, (name) => this.#table(parameterOf(name, 'Table'), places.tables[name]));
    this.buckets = eachOf(BUCKETS, (name) => this.#bucket(parameterOf(name, 'Bucket')));
    this.secrets = eachOf(SECRETS, (name) => this.#secret(parameterOf(name, 'Secret'), places.secrets[name]));
    this.keyArn = this.#named('ProviderKeyArn', 'ARN of the key under which the stores are encrypted');
    this.establishment = this.#country(
      'EstablishmentCountry',
      'Country of the establishment in the Union that European orders are addressed to, such as IE',
    );
  }

  letResolve(grantee: IConstruct & IGrantable): void {
    allow(grantee, { actions: ['dynamodb:Query'], resources: [this.directory.tableArn] });
    allow(grantee, {
      actions: ['kms:Decrypt', 'kms:DescribeKey'],
      resources: [this.keyArn],
      conditions: onlyThrough('dynamodb'),
    });
  }

  #named(name: string, description: string): string {
    const parameter = new CfnParameter(this, name, { type: 'String', minLength: 1, description });
    parameter.overrideLogicalId(name);
    return parameter.valueAsString;
  }

  #country(name: string, description: string): string {
    const parameter = new CfnParameter(this, name, {
      type: 'String',
      allowedPattern: '^([A-Z]{2})?$',
      default: '',
      description,
    });
    parameter.overrideLogicalId(name);
    return parameter.valueAsString;
  }

  #table(name: string, there?: Elsewhere): ProviderTable {
    const tableName = this.#named(name, `Name of the provider's table (${name})`);
    return {
      tableName,
      tableArn: `arn:${Aws.PARTITION}:dynamodb:${there?.region ?? Aws.REGION}:${there?.account ?? Aws.ACCOUNT_ID}:table/${tableName}`,
    };
  }

  /** The whole ARN, with the six letters at its end: by the name alone a policy would be of every secret that begins so. */
  #secret(name: string, there?: Elsewhere): string {
    const [region, account] = there ? [there.region, there.account] : ['[a-z0-9-]+', '[0-9]{12}'];
    const parameter = new CfnParameter(this, name, {
      type: 'String',
      allowedPattern: `^arn:[a-z-]+:secretsmanager:${region}:${account}:secret:[A-Za-z0-9/_+=.@!-]+-[A-Za-z0-9]{6}$`,
      description: `ARN of the secret of the provider's store (${name})`,
    });
    parameter.overrideLogicalId(name);
    return parameter.valueAsString;
  }

  #bucket(name: string): ProviderBucket {
    const bucketName = this.#named(name, `Name of the provider's bucket (${name})`);
    return { bucketName, arnForObjects: (keys) => `arn:${Aws.PARTITION}:s3:::${bucketName}/${keys}` };
  }
}
